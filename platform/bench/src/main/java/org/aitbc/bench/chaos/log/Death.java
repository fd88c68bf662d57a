package org.aitbc.bench.chaos.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A worker that died without a word, and does not come back under its name.
 *
 * @param at when; the clock is that of the database's machine
 * @param wholeSince from then on nothing else was broken until its leases had lapsed; null where something was
 */
public record Death(String miner, Instant at, @Nullable Instant wholeSince) {}
