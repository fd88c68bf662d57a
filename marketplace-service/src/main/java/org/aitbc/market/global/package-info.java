/** Services that are sold by the unit across regions, chains and markets. */
@NullMarked
package org.aitbc.market.global;

import org.jspecify.annotations.NullMarked;
