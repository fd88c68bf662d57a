package org.aitbc.domain.matching;

/**
 * A miner at a moment, as far as it decides which jobs it can run.
 *
 * @param owner the principal that registered it
 * @param booked what of its time is booked
 */
public record Candidate(String id, String owner, Capabilities capabilities, BookedTime booked) {}
