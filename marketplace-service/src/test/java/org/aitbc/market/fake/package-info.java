/** The services that the market works with, in memory. */
@NullMarked
package org.aitbc.market.fake;

import org.jspecify.annotations.NullMarked;
