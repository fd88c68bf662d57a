package org.aitbc.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.util.Objects;
import org.aitbc.domain.identity.Role;
import org.aitbc.gateway.limit.RateLimitProperties.Rate;
import org.springframework.stereotype.Component;

/** Token buckets: one for each key, and one for each address that sends no valid key. */
@Component
public class RateLimits {

    private static final long NANOS_IN_A_SECOND = 1_000_000_000;
    private static final int MOST_BUCKETS = 100_000;
    // Longer than any bucket takes to fill, so that dropping an unused one forgives nothing.
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final RateLimitProperties limits;
    private final Ticker ticker;
    private final Cache<String, Bucket> keys;
    private final Cache<String, Bucket> addresses;

    RateLimits(RateLimitProperties limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        keys = buckets();
        addresses = buckets();
    }

    /** Counts a request of a key: 0 when it may pass, else the seconds to wait. */
    public long take(String key, Role role) {
        return take(
                keys.get(key, _ -> bucket(Objects.requireNonNull(limits.roles().get(role)))));
    }

    /** Counts a request without a valid key: 0 when it may pass, else the seconds to wait. */
    public long takeAnonymous(String address) {
        return take(addresses.get(address, _ -> bucket(limits.anonymous())));
    }

    /** Whether an address has sent too many requests without a valid key, to be asked before a key costs a look-up. */
    public boolean isExhausted(String address) {
        Bucket bucket = addresses.getIfPresent(address);
        return bucket != null && bucket.getAvailableTokens() == 0;
    }

    private static long take(Bucket bucket) {
        if (bucket.tryConsume(1)) {
            return 0;
        }
        return Math.ceilDiv(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill(), NANOS_IN_A_SECOND);
    }

    private Cache<String, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(UNUSED)
                .ticker(ticker)
                .build();
    }

    private Bucket bucket(Rate rate) {
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(new TickerMeter(ticker));
        return builder.addLimit(
                        limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .build();
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
