/** Amounts of money. */
@NullMarked
package org.aitbc.market.amount;

import org.jspecify.annotations.NullMarked;
