@NullMarked
package org.aitbc.payment;

import org.jspecify.annotations.NullMarked;
