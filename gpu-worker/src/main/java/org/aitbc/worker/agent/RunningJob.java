package org.aitbc.worker.agent;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Checkpoint;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.gateway.AssignedJob;
import org.aitbc.worker.gateway.Heartbeat.RunningLease;
import org.jspecify.annotations.Nullable;

/** A job that is being worked on, until its result is delivered. */
final class RunningJob {

    private static final int LONGEST_NOTE = 200;

    private final AssignedJob assigned;
    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final long start = System.nanoTime();
    private volatile double progress;
    private volatile @Nullable String note;
    private final AtomicReference<@Nullable Checkpoint> unheard = new AtomicReference<>();

    RunningJob(AssignedJob assigned) {
        this.assigned = assigned;
    }

    AssignedJob assigned() {
        return assigned;
    }

    String id() {
        return assigned.jobId();
    }

    Job job() {
        return new Job(
                assigned.jobId(), assigned.attempt(), assigned.payload(), assigned.checkpoint(), assigned.gpuSlot());
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** True for the one caller that may report the job's end: the job's own thread, or the thread that stops it. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    /** Takes a report and returns the progress before it. */
    double advance(double fraction, String text) {
        double before = progress;
        progress = Math.clamp(fraction, before, 1);
        note = text.substring(0, Math.min(text.length(), LONGEST_NOTE));
        return before;
    }

    void save(Checkpoint checkpoint) {
        unheard.set(checkpoint);
    }

    /** The gateway has answered what was said of this job. */
    void heard(RunningLease said) {
        unheard.compareAndSet(said.checkpoint(), null);
    }

    double progress() {
        return progress;
    }

    long millis() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    RunningLease lease() {
        return new RunningLease(id(), assigned.leaseId(), assigned.attempt(), progress, note, unheard.get());
    }
}
