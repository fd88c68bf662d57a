package org.aitbc.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.access.RateLimitProperties.Rate;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Token buckets: one for each caller, whichever of its keys it shows, and for each address one for what it sends without a
 * key and one for keys that are nobody's.
 */
@Component
class RateLimits implements RateLimiter<RateLimitProperties>, KeyResolver {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_BUCKETS = 100_000;
    // Longer than any bucket takes to fill, so that dropping an unused one forgives nothing.
    private static final Duration UNUSED = Duration.ofMinutes(1);
    private static final Mono<Response> ALLOWED = Mono.just(new Response(true, Map.of()));

    private final RateLimitProperties limits;
    private final Map<String, Rate> rates;
    private final Cache<String, Bucket> buckets;
    private final TimeMeter clock;

    RateLimits(RateLimitProperties limits, Ticker ticker) {
        this.limits = limits;
        rates = limits.roles().entrySet().stream()
                .collect(Collectors.toMap(role -> role.getKey().text(), Map.Entry::getValue));
        clock = new TickerMeter(ticker);
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(UNUSED)
                .ticker(ticker)
                .build();
    }

    static String keyOf(Caller caller) {
        return caller.role().text() + " " + caller.tenant() + " " + caller.subject();
    }

    static String keyOfAddress(String what, ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return what + " " + (remote == null ? "unknown" : remote.getAddress().getHostAddress());
    }

    @Override
    public Mono<String> resolve(ServerWebExchange exchange) {
        String other = AuthenticationFilter.hasKey(exchange) ? "guesses" : "anonymous";
        return Mono.just(AuthenticationFilter.caller(exchange)
                .map(RateLimits::keyOf)
                .orElseGet(() -> keyOfAddress(other, exchange)));
    }

    @Override
    public Mono<Response> isAllowed(String route, String key) {
        long wait = take(key);
        return wait == 0 ? ALLOWED : Mono.error(tooMany(wait));
    }

    /** Fails with {@link Refused} when an address has sent so many wrong keys that another one is not worth a look-up. */
    void requireGuessesLeft(ServerWebExchange exchange) {
        if (isExhausted(keyOfAddress("guesses", exchange))) {
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
        Rate rate = rates.getOrDefault(key.substring(0, key.indexOf(' ')), limits.anonymous());
        return Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), SECOND))
                .build();
    }

    private static Refused tooMany(long wait) {
        return new Refused(
                Problem.passing(HttpStatus.TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", "too many requests", wait));
    }

    @Override
    public Map<String, RateLimitProperties> getConfig() {
        return Map.of();
    }

    @Override
    public Class<RateLimitProperties> getConfigClass() {
        return RateLimitProperties.class;
    }

    @Override
    public RateLimitProperties newConfig() {
        return limits;
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
