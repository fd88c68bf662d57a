/** Booked time of GPUs: who has it, what it costs by use, how it ends. */
@NullMarked
package org.aitbc.market.booking;

import org.jspecify.annotations.NullMarked;
