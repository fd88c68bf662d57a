package org.aitbc.domain.job;

import org.aitbc.domain.json.UpperCase;

/**
 * QUEUED -> RUNNING -> COMPLETED | FAILED | CANCELED | EXPIRED. A running job whose lease lapsed is queued again until
 * its attempts are used up. The names are the wire's.
 */
@UpperCase
public enum JobState {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELED,
    EXPIRED;

    /** Whether nothing can change it any more. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
