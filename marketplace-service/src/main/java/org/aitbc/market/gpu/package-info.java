/** The GPUs of the market, and whether each can be booked now. */
@NullMarked
package org.aitbc.market.gpu;

import org.jspecify.annotations.NullMarked;
