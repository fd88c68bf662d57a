@NullMarked
package org.aitbc.payment.trades;

import org.jspecify.annotations.NullMarked;
