/** Settlement on chains: transfers on one, swaps between two. */
@NullMarked
package org.aitbc.trading.settlement;

import org.jspecify.annotations.NullMarked;
