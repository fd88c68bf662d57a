/** Capacity that clients ask for and providers bid on: orders, bids, awards. */
@NullMarked
package org.aitbc.market.auction;

import org.jspecify.annotations.NullMarked;
