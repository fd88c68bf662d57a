package org.aitbc.trading.spot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.trading.matching.Market;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.*;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Everybody who follows a market on this instance. */
@Component
class Feed implements SmartLifecycle {

    private static final int MOST = 2_000;
    /** Those without a key cannot be told apart, and leave room for those with one. */
    private static final int MOST_WITHOUT_KEY = 1_000;

    private static final int MOST_OF_ONE = 20;

    private final Tapes tapes;
    private final Map<SseEmitter, Following> followers = new ConcurrentHashMap<>();
    private volatile boolean running;

    Feed(Tapes tapes) {
        this.tapes = tapes;
    }

    private record Following(Thread thread, String who) {}

    synchronized SseEmitter follow(Market market, @Nullable Caller caller, @Nullable Long after) {
        if (followers.size() >= MOST) {
            throw new Unavailable("TOO_MANY_FOLLOWERS", "too many follow the markets here; ask for the book instead");
        }
        String who = caller == null ? "" : caller.subject();
        long others =
                followers.values().stream().filter(one -> one.who().equals(who)).count();
        if (others >= (caller == null ? MOST_WITHOUT_KEY : MOST_OF_ONE)) {
            throw new TooManyOfOne();
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
        followers.put(emitter, new Following(thread, who));
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
        followers.values().forEach(one -> one.thread().interrupt());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A stream whose reader is gone is noticed at its next sign of life. */
    private static final class TooManyOfOne extends ResponseStatusException {

        private static final long serialVersionUID = 1;

        TooManyOfOne() {
            super(HttpStatus.TOO_MANY_REQUESTS, "end one of your streams, or ask for the book instead");
        }

        @Override
        public HttpHeaders getHeaders() {
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "15");
            return headers;
        }
    }

    /** Before the web server, whose graceful stop would wait for the streams. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
