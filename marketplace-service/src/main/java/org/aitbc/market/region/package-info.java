/** Regions of the market, and what is measured of each. */
@NullMarked
package org.aitbc.market.region;

import org.jspecify.annotations.NullMarked;
