package org.aitbc.bench.chaos.load;

/** At what moment a worker dies. */
public enum DeathAt {
    /** It waits for jobs. */
    POLL_PARKED,
    /** It has asked for jobs, and does not hear the answer. */
    CLAIM_UNHEARD,
    /** It has jobs. */
    HOLDING,
    /** It has sent a result, and does not hear the answer. */
    RESULT_UNHEARD
}
