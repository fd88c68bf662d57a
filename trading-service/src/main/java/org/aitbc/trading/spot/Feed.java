package org.aitbc.trading.spot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.error.Unavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Everybody who follows a market on this instance. */
@Component
class Feed implements SmartLifecycle {

    private static final int MOST = 2_000;

    private final Tapes tapes;
    private final Map<SseEmitter, Thread> followers = new ConcurrentHashMap<>();
    private volatile boolean running;

    Feed(Tapes tapes) {
        this.tapes = tapes;
    }

    SseEmitter follow(Market market, @Nullable Long after) {
        if (followers.size() >= MOST) {
            throw new Unavailable("TOO_MANY_FOLLOWERS", "too many follow the markets here; ask for the book instead");
        }
        SseEmitter emitter = new SseEmitter(0L);
        Thread thread = Thread.ofVirtual().name("follower").unstarted(() -> {
            try {
                new Follower(tapes.of(market), emitter, after).run();
            } catch (RuntimeException failed) {
                emitter.completeWithError(failed);
            } finally {
                followers.remove(emitter);
            }
        });
        followers.put(emitter, thread);
        emitter.onCompletion(thread::interrupt);
        emitter.onError(_ -> thread.interrupt());
        thread.start();
        return emitter;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        followers.values().forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, whose graceful stop would wait for the streams. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
