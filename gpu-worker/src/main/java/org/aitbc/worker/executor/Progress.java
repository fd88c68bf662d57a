package org.aitbc.worker.executor;

/** Takes how far a job is. */
@FunctionalInterface
public interface Progress {

    /** A fraction from 0 to 1, and a note of up to 200 characters. */
    void report(double fraction, String note);

    /** What need not be done again if this worker is lost. */
    default void save(Checkpoint checkpoint) {
        report(checkpoint.share(), "checkpoint");
    }
}
