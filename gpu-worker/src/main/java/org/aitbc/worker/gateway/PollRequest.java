package org.aitbc.worker.gateway;

import java.time.Duration;
import java.util.List;

/** Asks for up to so many jobs and waits for them; leases that are not listed as running are handed out again. */
public record PollRequest(long maxWaitSeconds, int maxJobs, List<String> running) {

    public PollRequest(Duration wait, int maxJobs, List<String> running) {
        this(wait.toSeconds(), maxJobs, running);
    }
}
