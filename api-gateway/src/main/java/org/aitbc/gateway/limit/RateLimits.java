package org.aitbc.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Objects;
import org.aitbc.domain.identity.Caller;
import org.springframework.stereotype.Component;

/** Token buckets: one for each caller, and for each address one for what it sends without a key and one for wrong keys. */
@Component
public class RateLimits {

    private static final int MOST_BUCKETS = 100_000;
    // Longer than any bucket takes to fill, so that dropping an unused one forgives nothing.
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final RateLimitProperties limits;
    private final Ticker ticker;
    private final Cache<Caller, Bucket> callers;
    private final Cache<String, Bucket> addresses;
    private final Cache<String, Bucket> guessers;

    RateLimits(RateLimitProperties limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        callers = buckets();
        addresses = buckets();
        guessers = buckets();
    }

    /** The bucket of a caller, whichever of its keys it shows; it may be held on to for some seconds. */
    public Bucket of(Caller caller) {
        return callers.get(
                caller, _ -> new Bucket(Objects.requireNonNull(limits.roles().get(caller.role())), ticker.read()));
    }

    /** Counts a request without a key: 0 when it may pass, else the seconds to wait. */
    public long takeAnonymous(String address) {
        return take(addresses, address);
    }

    /** Counts a request with a key that is nobody's: 0 when there were few of them, else the seconds to wait. */
    public long takeGuess(String address) {
        return take(guessers, address);
    }

    /** Whether an address has sent too many keys that are nobody's, to be asked before another one costs a look-up. */
    public boolean isExhausted(String address) {
        Bucket bucket = guessers.getIfPresent(address);
        return bucket != null && bucket.isEmpty(ticker.read());
    }

    private long take(Cache<String, Bucket> buckets, String address) {
        return buckets.get(address, _ -> new Bucket(limits.anonymous(), ticker.read()))
                .take(ticker.read());
    }

    private <K> Cache<K, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(UNUSED)
                .ticker(ticker)
                .build();
    }
}
