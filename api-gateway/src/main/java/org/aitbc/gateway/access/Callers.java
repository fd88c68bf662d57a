package org.aitbc.gateway.access;

import com.github.benmanes.caffeine.cache.*;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.*;
import org.aitbc.domain.identity.*;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.*;

/**
 * Whom a key belongs to, remembered for three seconds: a look-up takes two at most, so a revoked key is noticed within
 * five. A key in use is looked up again in the background, and no request of its waits for the database.
 */
@Component
class Callers {

    private static final int MOST_KEYS = 50_000;
    private static final Duration REMEMBERED = Duration.ofSeconds(3);
    private static final Duration REFRESHED = Duration.ofSeconds(2);
    /** Well below what is left of the five seconds. */
    private static final Duration CHECKED = Duration.ofMillis(500);

    /** Long enough that no worker that polls is taken for a guesser whose address it shares. */
    private static final Duration VALID = Duration.ofHours(1);

    private final AsyncLoadingCache<String, Optional<Caller>> cache;
    private final Cache<String, Boolean> valid;

    Callers(ApiKeys keys, Ticker ticker) {
        valid = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterWrite(VALID)
                .ticker(ticker)
                .build();
        cache = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterWrite(REMEMBERED)
                .refreshAfterWrite(REFRESHED)
                .ticker(ticker)
                // The connection pool bounds the look-ups; threads that wait for it should cost nothing.
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .buildAsync(key -> {
                    Optional<Caller> caller = keys.find(key).map(found -> found.presenting(key));
                    caller.ifPresentOrElse(_ -> valid.put(key, true), () -> valid.invalidate(key));
                    return caller;
                });
    }

    /** What is known without asking the database; null when that is nothing. */
    @Nullable
    CompletableFuture<Optional<Caller>> known(String key) {
        CompletableFuture<Optional<Caller>> found = cache.getIfPresent(key);
        return found != null && found.state() == Future.State.SUCCESS ? found : null;
    }

    /** Whether it was somebody's when it was last looked up, within an hour. */
    boolean wasValid(String key) {
        return valid.getIfPresent(key) != null;
    }

    CompletableFuture<Optional<Caller>> find(String key) {
        return cache.get(key);
    }

    /** Completes once the key is nobody's any more. While it cannot be looked up, it is still somebody's. */
    Mono<Void> revoked(String key) {
        return Flux.interval(CHECKED)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.fromFuture(() -> find(key), true).onErrorComplete())
                .filter(Optional::isEmpty)
                .next()
                .then();
    }
}
