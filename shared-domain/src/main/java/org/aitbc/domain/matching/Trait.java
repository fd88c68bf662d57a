package org.aitbc.domain.matching;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a miner can fail a job on. */
public enum Trait {
    JOB_TYPE,
    GPU,
    CUDA,
    MIN_VRAM_GB,
    MODELS,
    REGION,
    MAX_PRICE,
    /** What its owner works for. */
    PAYMENT_AMOUNT,
    /** That its time is booked, by another or not by the job's client. */
    BOOKING,
    /** That it is, or is not, one that the job names. */
    MINER;

    /** Traits that depend on the machine only, not on its identity or the time. */
    static final Set<Trait> OF_MACHINES = EnumSet.complementOf(EnumSet.of(BOOKING, MINER));

    /** The name of the constraint on the wire. */
    public String text() {
        return this == BOOKING ? "booking_id" : name().toLowerCase(Locale.ROOT);
    }
}
