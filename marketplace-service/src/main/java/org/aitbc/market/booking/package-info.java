/** Bookings of GPU time: their clients, their cost by use, and their end. */
@NullMarked
package org.aitbc.market.booking;

import org.jspecify.annotations.NullMarked;
