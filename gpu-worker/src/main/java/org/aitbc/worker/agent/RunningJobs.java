package org.aitbc.worker.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The jobs of this worker and its free slots. A cancelled job keeps its slot until its thread is done, but is not listed. */
final class RunningJobs {

    private final int slots;
    private final Map<String, RunningJob> jobs = new HashMap<>();

    RunningJobs(int slots) {
        this.slots = slots;
    }

    /** Adds a job and returns the older run of the same job, if there is one. */
    synchronized @Nullable RunningJob add(RunningJob job) {
        return jobs.put(job.id(), job);
    }

    synchronized void remove(RunningJob job) {
        jobs.remove(job.id(), job);
        notifyAll();
    }

    synchronized List<RunningJob> active() {
        return jobs.values().stream()
                .filter(job -> !job.cancellation().cancelled())
                .toList();
    }

    List<String> ids() {
        return active().stream().map(RunningJob::id).toList();
    }

    /** Waits until a slot is free and returns how many are. */
    synchronized int awaitFree() throws InterruptedException {
        while (jobs.size() >= slots) {
            wait();
        }
        return slots - jobs.size();
    }

    /** Waits until nothing runs or no time is left; {@link #wake} makes it look again. */
    synchronized boolean awaitIdle(LongSupplier millisLeft) throws InterruptedException {
        while (!jobs.isEmpty()) {
            long left = millisLeft.getAsLong();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized void wake() {
        notifyAll();
    }
}
