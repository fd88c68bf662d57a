/** Search in the GPUs of the market. */
@NullMarked
package org.aitbc.market.search;

import org.jspecify.annotations.NullMarked;
