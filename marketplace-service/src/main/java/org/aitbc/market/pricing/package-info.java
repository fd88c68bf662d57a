/** Prices from what this market measures of itself. docs/marketplace.md has the formulas. */
@NullMarked
package org.aitbc.market.pricing;

import org.jspecify.annotations.NullMarked;
