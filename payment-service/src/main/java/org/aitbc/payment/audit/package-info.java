@NullMarked
package org.aitbc.payment.audit;

import org.jspecify.annotations.NullMarked;
