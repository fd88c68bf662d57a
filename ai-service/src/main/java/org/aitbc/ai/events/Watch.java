package org.aitbc.ai.events;

import java.io.IOException;
import java.util.function.Consumer;
import org.aitbc.domain.job.JobView;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One subscriber of one job. It has a thread while there is something to send, so a slow reader delays no other. */
final class Watch {

    private final SseEmitter emitter;
    private final Consumer<Watch> over;
    private @Nullable JobView last;
    private @Nullable JobView next;
    private boolean wantsSign;
    private boolean isSending;

    /** @param over is called once there is nothing more to send, or the subscriber has left */
    Watch(SseEmitter emitter, Consumer<Watch> over) {
        this.emitter = emitter;
        this.over = over;
    }

    /** Sends the job if it has changed; what a follower was too slow for is left out. */
    synchronized void offer(JobView job) {
        if (!job.equals(last)) {
            last = job;
            next = job;
            sendApart();
        }
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
            if (job.state().isFinal()) {
                emitter.complete();
            }
            return !job.state().isFinal();
        } catch (IOException | RuntimeException gone) {
            return false;
        }
    }
}
