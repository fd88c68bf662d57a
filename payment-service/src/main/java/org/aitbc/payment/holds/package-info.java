@NullMarked
package org.aitbc.payment.holds;

import org.jspecify.annotations.NullMarked;
