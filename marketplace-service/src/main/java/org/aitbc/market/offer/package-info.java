/** What is on the market as the older lists of offers show it: an offer is a GPU. */
@NullMarked
package org.aitbc.market.offer;

import org.jspecify.annotations.NullMarked;
