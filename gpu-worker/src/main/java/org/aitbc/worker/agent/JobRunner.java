package org.aitbc.worker.agent;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.aitbc.worker.agent.Status.Ending;
import org.aitbc.worker.console.Journal;
import org.aitbc.worker.executor.Checkpoint;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.JobType;
import org.aitbc.worker.executor.Progress;
import org.aitbc.worker.executor.Toolbox;
import org.aitbc.worker.gateway.AssignedJob;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Refused;
import tools.jackson.databind.JsonNode;

/** Runs each job in a thread of its own, from its lease to its delivered result. */
final class JobRunner {

    private final Gateway gateway;
    private final Toolbox toolbox;
    private final RunningJobs running;
    private final Delivery delivery;
    private final HeartbeatLoop heartbeats;
    private final Status status;
    private final Journal journal;

    JobRunner(
            Gateway gateway,
            Toolbox toolbox,
            RunningJobs running,
            Delivery delivery,
            HeartbeatLoop heartbeats,
            Status status,
            Journal journal) {
        this.gateway = gateway;
        this.toolbox = toolbox;
        this.running = running;
        this.delivery = delivery;
        this.heartbeats = heartbeats;
        this.status = status;
        this.journal = journal;
    }

    void start(AssignedJob assigned) {
        RunningJob job = new RunningJob(assigned);
        RunningJob older = running.add(job);
        if (older != null) {
            // its lease lapsed, else the gateway would not hand the job out again
            cancel(older, "handed out again");
        }
        journal.line("job " + job.id() + " started ("
                + JobType.of(assigned.payload()).orElse("no type") + ", attempt " + assigned.attempt() + "), "
                + assigned.pays());
        Thread.ofVirtual().name("job-" + job.id()).start(() -> work(job));
    }

    /**
     * Stops a job whose lease is gone, without a report. One whose result is under way is left to its thread: a beat that was
     * sent before the result may be answered after it, and then the lease is gone because the job is completed.
     */
    void cancel(RunningJob job, String reason) {
        if (job.settle()) {
            status.count(Ending.CANCELLED);
            journal.line("job " + job.id() + " cancelled: " + reason);
            stop(job);
        }
    }

    /** Stops a job and gives it back to the queue. A result that is under way already is left to its thread. */
    void handBack(RunningJob job) throws InterruptedException {
        if (!job.settle()) {
            return;
        }
        stop(job);
        JobFailed draining = new JobFailed("WORKER_DRAINING", "the worker is shutting down", true);
        try {
            gateway.fail(job.id(), delivery.report(job, draining));
            status.count(Ending.HANDED_BACK);
            journal.line("job " + job.id() + " handed back");
        } catch (IOException | Refused e) {
            journal.line("job " + job.id() + " not handed back, its lease will lapse: " + e.getMessage());
        }
    }

    /** Hooks may take seconds, as an engine that removes a container does: the caller does not wait for them. */
    private static void stop(RunningJob job) {
        Thread.ofVirtual().name("stop-" + job.id()).start(job.cancellation()::cancel);
    }

    private void work(RunningJob job) {
        job.cancellation().onCancel(Thread.currentThread()::interrupt);
        try {
            end(job);
        } catch (InterruptedException | CancellationException stopped) {
            // the thread that stopped it has reported it
        } finally {
            running.remove(job);
        }
    }

    private void end(RunningJob job) throws InterruptedException {
        try {
            JsonNode result = run(job);
            if (job.settle()) {
                delivery.result(job, result);
            }
        } catch (JobFailed failed) {
            if (job.settle()) {
                delivery.failure(job, failed);
            }
        }
    }

    private JsonNode run(RunningJob job) throws InterruptedException, JobFailed {
        JsonNode payload = job.assigned().payload();
        Executor executor = toolbox.forPayload(payload)
                .orElseThrow(() -> new JobFailed(
                        "UNSUPPORTED_JOB",
                        JobType.of(payload)
                                .map(type -> "this worker runs no " + type + " jobs")
                                .orElse("the payload has no type")));
        try {
            return executor.run(job.job(), new Reports(job), job.cancellation());
        } catch (JobFailed | InterruptedException | CancellationException e) {
            throw e;
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            job.cancellation().check();
            throw new JobFailed("EXECUTION_FAILED", e.toString());
        }
    }

    /** What an executor says of a job goes to the journal, and to the gateway with the next beat. */
    private final class Reports implements Progress {

        private final RunningJob job;

        Reports(RunningJob job) {
            this.job = job;
        }

        @Override
        public void report(double fraction, String note) {
            double before = job.advance(fraction, note);
            journal.progress(job.id(), before, job.progress());
            heartbeats.nudge();
        }

        @Override
        public void save(Checkpoint checkpoint) {
            job.save(checkpoint);
            Progress.super.save(checkpoint);
        }
    }
}
