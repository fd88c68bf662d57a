package org.aitbc.gateway.access;

import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.*;
import io.github.bucket4j.*;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.*;
import org.aitbc.domain.identity.*;
import org.aitbc.gateway.http.Problem;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.cloud.gateway.filter.ratelimit.*;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.*;
import reactor.core.publisher.Mono;

/**
 * Token buckets: one for each caller, whichever of its keys it shows, and for each address one for what it sends without a
 * key and one for keys that are nobody's. An address may ask for few of the gateway's own pages that take work as well.
 */
@Component
@Order(4)
class RateLimits implements RateLimiter<RateLimits.Settings>, KeyResolver, WebFilter {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_BUCKETS = 100_000;
    // Longer than any bucket takes to fill, so that dropping an unused one forgives nothing.
    private static final Duration UNUSED = Duration.ofMinutes(1);
    private static final Mono<Response> ALLOWED = Mono.just(new Response(true, Map.of()));
    private static final List<String> COSTLY_PAGES =
            List.of("/docs", "/v3/api-docs", "/metrics", "/actuator/prometheus");

    private final Settings limits;
    private final Map<String, Rate> rates;
    private final Cache<String, Bucket> buckets;
    private final TimeMeter clock;

    RateLimits(Settings limits, Ticker ticker) {
        this.limits = limits;
        rates = limits.roles().entrySet().stream()
                .collect(toMap(role -> role.getKey().text(), Map.Entry::getValue));
        clock = new TickerMeter(ticker);
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(UNUSED)
                .ticker(ticker)
                .build();
    }

    /**
     * @param roles what each caller of a role may send
     * @param anonymous what each address may send without a key, and again with keys that are nobody's
     */
    @ConfigurationProperties("aitbc.rate-limits")
    record Settings(Map<Role, Rate> roles, Rate anonymous) {}

    record Rate(long perSecond, long burst) {}

    static String keyOf(Caller caller) {
        return caller.role().text() + " " + caller.tenant() + " " + caller.subject();
    }

    private static String keyOfAddress(String what, ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return what + " " + (remote == null ? "unknown" : remote.getAddress().getHostAddress());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        return COSTLY_PAGES.stream().noneMatch(path::startsWith)
                ? chain.filter(exchange)
                : isAllowed("", keyOfAddress("anonymous", exchange)).then(chain.filter(exchange));
    }

    @Override
    public Mono<String> resolve(ServerWebExchange exchange) {
        String other = AccessFilter.hasKey(exchange) ? "guesses" : "anonymous";
        return Mono.just(
                AccessFilter.caller(exchange).map(RateLimits::keyOf).orElseGet(() -> keyOfAddress(other, exchange)));
    }

    @Override
    public Mono<Response> isAllowed(String route, String key) {
        long wait = take(key);
        return wait == 0 ? ALLOWED : Mono.error(tooMany(wait).refusal());
    }

    /** Fails when an address has sent so many wrong keys that another one is not worth a look-up. */
    void requireGuessesLeft(ServerWebExchange exchange) {
        if (isExhausted(keyOfAddress("guesses", exchange))) {
            throw tooMany(1).refusal();
        }
    }

    /** Counts a request: 0 when it may pass, else the seconds to wait. */
    long take(String key) {
        Bucket bucket = buckets.get(key, this::bucket);
        return bucket.tryConsume(1)
                ? 0
                : Math.ceilDiv(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill(), SECOND.toNanos());
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

    private static Problem tooMany(long wait) {
        return Problem.passing(HttpStatus.TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", "too many requests", wait);
    }

    @Override
    public Map<String, Settings> getConfig() {
        return Map.of();
    }

    @Override
    public Class<Settings> getConfigClass() {
        return Settings.class;
    }

    @Override
    public Settings newConfig() {
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
