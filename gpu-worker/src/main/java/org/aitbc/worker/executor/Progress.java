package org.aitbc.worker.executor;

/** Takes how far a job is: a fraction from 0 to 1 and a note of up to 200 characters. */
@FunctionalInterface
public interface Progress {
    void report(double fraction, String note);
}
