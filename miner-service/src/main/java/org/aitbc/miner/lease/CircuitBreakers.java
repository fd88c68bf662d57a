package org.aitbc.miner.lease;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Gives less to miners that keep failing. After five failures that are not outweighed by results a miner gets no job for a
 * while, then one at a time; each further failure doubles the while, and results bring it back. Each instance goes by what
 * it was told itself: results are spread over all, so that each learns of a bad miner soon.
 */
public final class CircuitBreakers {

    private static final int MOST_TOLERATED = 4;
    private static final int MOST_COUNTED = 10;
    /** How many failures a result outweighs: of a miner that fails more than twice as often as not, they add up. */
    private static final int WORTH_OF_RESULT = 2;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 100_000;

    private record Failing(int failures, long pausedUntil) {}

    /**
     * What a miner that fails is told.
     *
     * @param failures how many count against it
     * @param pausedSeconds for how long it gets no job; 0 where it gets one at a time
     */
    public record Backoff(int failures, long pausedSeconds) {}

    private final LongSupplier nanoTime;
    private final Cache<String, Failing> failing = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** @param nanoTime a clock as {@link System#nanoTime} */
    public CircuitBreakers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A job came to nothing there, for no fault of its client. What ends during a pause was begun before it. */
    public void failed(String miner) {
        failing.asMap().compute(miner, (_, before) -> {
            long now = nanoTime.getAsLong();
            if (before != null && isPaused(before, now)) {
                return before;
            }
            int failures = Math.min(MOST_COUNTED, before == null ? 1 : before.failures() + 1);
            return new Failing(failures, failures > MOST_TOLERATED ? now + pause(failures) : now);
        });
    }

    public void succeeded(String miner) {
        if (failing.getIfPresent(miner) != null) {
            failing.asMap().computeIfPresent(miner, (_, before) -> {
                int failures = before.failures() - WORTH_OF_RESULT;
                return failures <= 0 ? null : new Failing(failures, before.pausedUntil());
            });
        }
    }

    /** How many jobs a miner may hold that runs so many at once. */
    public int limit(String miner, int concurrency) {
        return of(miner).map(backoff -> backoff.pausedSeconds() > 0 ? 0 : 1).orElse(concurrency);
    }

    /** Empty where it gets what others get. */
    public Optional<Backoff> of(String miner) {
        return Optional.ofNullable(failing.getIfPresent(miner))
                .filter(record -> record.failures() > MOST_TOLERATED)
                .map(record -> new Backoff(
                        record.failures(),
                        Math.ceilDiv(Math.max(0, record.pausedUntil() - nanoTime.getAsLong()), 1_000_000_000L)));
    }

    /** How many miners get less, for a gauge. */
    long failing() {
        return failing.asMap().values().stream()
                .filter(one -> one.failures() > MOST_TOLERATED)
                .count();
    }

    private static boolean isPaused(Failing record, long now) {
        return record.failures() > MOST_TOLERATED && record.pausedUntil() - now > 0;
    }

    private static long pause(int failures) {
        return Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << (failures - MOST_TOLERATED - 1));
    }
}
