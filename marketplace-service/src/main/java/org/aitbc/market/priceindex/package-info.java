/** What an hour of GPU time was paid, by settled receipts. */
@NullMarked
package org.aitbc.market.priceindex;

import org.jspecify.annotations.NullMarked;
