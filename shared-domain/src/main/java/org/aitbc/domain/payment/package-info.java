@NullMarked
package org.aitbc.domain.payment;

import org.jspecify.annotations.NullMarked;
