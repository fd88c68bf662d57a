/** GPUs that come to the market by what their workers say of themselves. */
@NullMarked
package org.aitbc.market.listing;

import org.jspecify.annotations.NullMarked;
