/** Prices that follow the market. docs/marketplace.md has the formulas. */
@NullMarked
package org.aitbc.market.pricing;

import org.jspecify.annotations.NullMarked;
