package org.aitbc.miner.dispatch;

import java.time.Duration;
import java.util.UUID;

/**
 * A miner's booked time.
 *
 * @param exclusive whether the miner runs nothing else meanwhile
 * @param startsIn below zero once it runs
 * @param endsIn from the moment it was read
 */
record Reservation(UUID bookingId, String minerId, boolean exclusive, Duration startsIn, Duration endsIn) {}
