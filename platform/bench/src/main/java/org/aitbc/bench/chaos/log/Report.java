package org.aitbc.bench.chaos.log;

/**
 * What a worker said of the end of a job, and what it was told.
 *
 * @param token is in the result, and in no other; empty where a failure was reported
 * @param receipt the id of the receipt that it was given; empty where none was
 */
public record Report(Grant grant, String token, Told told, String receipt) {

    /** What the worker was told. */
    public enum Told {
        ACCEPTED,
        NOT_HELD,
        /** No answer came, or none that tells. */
        UNKNOWN
    }
}
