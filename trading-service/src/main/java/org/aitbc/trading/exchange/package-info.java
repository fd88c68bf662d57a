/** Buying AITBC with coins that are paid on a chain. */
@NullMarked
package org.aitbc.trading.exchange;

import org.jspecify.annotations.NullMarked;
