package org.aitbc.ai.events;

import java.io.IOException;
import org.aitbc.domain.job.JobView;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One follower of one job. */
final class Watch {

    private final SseEmitter emitter;
    private @Nullable JobView last;

    Watch(SseEmitter emitter) {
        this.emitter = emitter;
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Sends the job if it has changed; whether there will be nothing more to send. */
    synchronized boolean offer(JobView job) {
        if (job.equals(last)) {
            return false;
        }
        last = job;
        try {
            emitter.send(SseEmitter.event().name("state").data(job, MediaType.APPLICATION_JSON));
            if (job.state().isFinal()) {
                emitter.complete();
            }
            return job.state().isFinal();
        } catch (IOException | IllegalStateException gone) {
            return true;
        }
    }

    /** Whether the follower is still there. */
    synchronized boolean signOfLife() {
        try {
            emitter.send(SseEmitter.event().comment("still here"));
            return true;
        } catch (IOException | IllegalStateException gone) {
            return false;
        }
    }
}
