/** How busy the market, its workers and their GPUs are. */
@NullMarked
package org.aitbc.market.operations;

import org.jspecify.annotations.NullMarked;
