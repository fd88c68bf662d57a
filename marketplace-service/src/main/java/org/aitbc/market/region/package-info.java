/** The regions that services are sold in, and how each of them is. */
@NullMarked
package org.aitbc.market.region;

import org.jspecify.annotations.NullMarked;
