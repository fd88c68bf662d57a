/** The GPUs of the market, and whether each can be had now. */
@NullMarked
package org.aitbc.market.gpu;

import org.jspecify.annotations.NullMarked;
