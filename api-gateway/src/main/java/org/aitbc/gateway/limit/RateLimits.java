package org.aitbc.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.limit.RateLimitProperties.Rate;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Token buckets: one for each caller, and for each address one for what it sends without a key and one for wrong keys. */
@Component
public class RateLimits implements RateLimiter<RateLimits.Unused> {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_BUCKETS = 100_000;
    // Longer than any bucket takes to fill, so that dropping an unused one forgives nothing.
    private static final Duration UNUSED = Duration.ofMinutes(1);
    private static final Mono<Response> ALLOWED = Mono.just(new Response(true, Map.of()));

    private final Map<String, Rate> rates = new HashMap<>();
    private final Rate anonymous;
    private final Cache<String, Bucket> buckets;
    private final TimeMeter clock;

    RateLimits(RateLimitProperties limits, Ticker ticker) {
        limits.roles().forEach((role, rate) -> rates.put(role.text(), rate));
        anonymous = limits.anonymous();
        clock = new TickerMeter(ticker);
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(UNUSED)
                .ticker(ticker)
                .build();
    }

    /** Routes have no limits of their own. */
    public record Unused() {}

    public static String keyOf(Caller caller) {
        return caller.role().text() + " " + caller.tenant() + " " + caller.subject();
    }

    public static String keyOfAddress(ServerWebExchange exchange) {
        return "anonymous " + address(exchange);
    }

    public static String keyOfGuesses(ServerWebExchange exchange) {
        return "guesses " + address(exchange);
    }

    @Override
    public Mono<Response> isAllowed(String route, String key) {
        long wait = take(key);
        return wait == 0 ? ALLOWED : Mono.error(tooMany(wait));
    }

    /**
     * To be asked before another key costs a look-up.
     *
     * @throws Refused when the address has sent too many keys that are nobody's
     */
    public void requireGuessesLeft(ServerWebExchange exchange) {
        if (isExhausted(keyOfGuesses(exchange))) {
            throw tooMany(1);
        }
    }

    /** Counts a request: 0 when it may pass, else the seconds to wait. */
    long take(String key) {
        Bucket bucket = buckets.get(key, this::bucket);
        if (bucket.tryConsume(1)) {
            return 0;
        }
        return Math.ceilDiv(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill(), SECOND.toNanos());
    }

    boolean isExhausted(String key) {
        Bucket bucket = buckets.getIfPresent(key);
        return bucket != null && bucket.getAvailableTokens() == 0;
    }

    private Bucket bucket(String key) {
        Rate rate = rates.getOrDefault(key.substring(0, key.indexOf(' ')), anonymous);
        return Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), SECOND))
                .build();
    }

    private static Refused tooMany(long wait) {
        return new Refused(
                Problem.passing(HttpStatus.TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", "too many requests", wait));
    }

    private static String address(ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }

    @Override
    public Map<String, Unused> getConfig() {
        return Map.of();
    }

    @Override
    public Class<Unused> getConfigClass() {
        return Unused.class;
    }

    @Override
    public Unused newConfig() {
        return new Unused();
    }

    private record TickerMeter(Ticker ticker) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return ticker.read();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
