/** Listings that change hands. */
@NullMarked
package org.aitbc.market.sale;

import org.jspecify.annotations.NullMarked;
