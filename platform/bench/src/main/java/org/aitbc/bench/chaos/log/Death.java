package org.aitbc.bench.chaos.log;

import java.time.Instant;

/**
 * A worker that died without a word, and does not come back under its name.
 *
 * @param at when; the clock is that of the database's machine
 * @param measured nothing else was broken until its leases had lapsed
 */
public record Death(String miner, Instant at, boolean measured) {}
