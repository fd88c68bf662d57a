package org.aitbc.ai.events;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.aitbc.domain.job.JobView;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One subscriber of one job. It has a thread while there is something to send, so a slow reader delays no other. */
final class Watch {

    /** How long the end of a job's stream waits for what becomes of its money, which a dispute or a check may put off. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SseEmitter emitter;
    private final Consumer<Watch> over;
    private final Duration patience;
    private @Nullable Long endedAt;
    private @Nullable JobView last;
    private @Nullable JobView next;
    private boolean wantsSign;
    private boolean isSending;

    /** @param over is called once there is nothing more to send, or the subscriber has left */
    Watch(SseEmitter emitter, Consumer<Watch> over) {
        this(emitter, over, PATIENCE);
    }

    Watch(SseEmitter emitter, Consumer<Watch> over, Duration patience) {
        this.emitter = emitter;
        this.over = over;
        this.patience = patience;
    }

    /** Sends the job if it has changed; what a follower was too slow for is left out. */
    synchronized void offer(JobView job) {
        if (!job.equals(last)) {
            last = job;
            next = job;
            sendApart();
        } else if (job.state().isFinal() && hasWaitedForMoney()) {
            over.accept(this);
            end();
        }
    }

    private boolean hasWaitedForMoney() {
        if (endedAt == null) {
            endedAt = System.nanoTime();
        }
        return System.nanoTime() - endedAt >= patience.toNanos();
    }

    /** Says that the stream is still there, unless something is on its way anyhow. */
    synchronized void giveSign() {
        if (!isSending) {
            wantsSign = true;
            sendApart();
        }
    }

    void end() {
        // it would wait for what is being sent
        Thread.startVirtualThread(emitter::complete);
    }

    /** Sends the first state, before any other thread can; returns whether more will follow. */
    boolean begin(JobView job) {
        last = job;
        return send(job);
    }

    private void sendApart() {
        if (!isSending) {
            isSending = true;
            Thread.ofVirtual().name("watch").start(this::sendAll);
        }
    }

    private void sendAll() {
        while (hasNext()) {
            if (!send(take())) {
                over.accept(this);
                return;
            }
        }
    }

    private synchronized boolean hasNext() {
        isSending = next != null || wantsSign;
        return isSending;
    }

    private synchronized @Nullable JobView take() {
        JobView job = next;
        next = null;
        wantsSign = false;
        return job;
    }

    private boolean send(@Nullable JobView job) {
        try {
            if (job == null) {
                emitter.send(SseEmitter.event().comment("still here"));
                return true;
            }
            emitter.send(SseEmitter.event().name("state").data(job, MediaType.APPLICATION_JSON));
            boolean changes = !job.state().isFinal() || "escrowed".equals(job.paymentStatus());
            if (!changes) {
                emitter.complete();
            }
            return changes;
        } catch (IOException | RuntimeException gone) {
            return false;
        }
    }
}
