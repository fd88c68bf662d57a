/** Reliability of GPUs, by what was observed of them. */
@NullMarked
package org.aitbc.market.reliability;

import org.jspecify.annotations.NullMarked;
