/** Blocks of GPU hours that are offered and sought ahead: what is matched is booked, or the money is back. */
@NullMarked
package org.aitbc.trading.compute;

import org.jspecify.annotations.NullMarked;
