package org.aitbc.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Objects;
import org.aitbc.domain.identity.Role;
import org.springframework.stereotype.Component;

/** Token buckets: one for each key, and one for each address that sends no valid key. */
@Component
public class RateLimits {

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

    /** The bucket of a key, which may be held on to for some seconds. */
    public Bucket of(String key, Role role) {
        return keys.get(
                key, _ -> new Bucket(Objects.requireNonNull(limits.roles().get(role)), ticker.read()));
    }

    /** Counts a request without a valid key: 0 when it may pass, else the seconds to wait. */
    public long takeAnonymous(String address) {
        return addresses
                .get(address, _ -> new Bucket(limits.anonymous(), ticker.read()))
                .take(ticker.read());
    }

    /** Whether an address has sent too many requests without a valid key, to be asked before a key costs a look-up. */
    public boolean isExhausted(String address) {
        Bucket bucket = addresses.getIfPresent(address);
        return bucket != null && bucket.isEmpty(ticker.read());
    }

    private Cache<String, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(UNUSED)
                .ticker(ticker)
                .build();
    }
}
