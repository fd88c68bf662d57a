package org.aitbc.worker.executor;

import tools.jackson.databind.JsonNode;

/** Runs jobs of one type. */
public interface Executor {

    /** What it is called in the doctor's table. */
    String name();

    /** The job type it serves, as {@code job_types} advertises it. */
    String type();

    /** Tries, on this machine and now, what a job would need. */
    Readiness probe();

    /**
     * Works until the result is there.
     *
     * @return the result object of the job
     * @throws JobFailed with the error code that the client is to see; any other exception is a failure of unknown kind
     */
    JsonNode run(Job job, Progress progress, Cancellation cancellation) throws Exception;
}
