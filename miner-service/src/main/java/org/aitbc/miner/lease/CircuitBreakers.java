package org.aitbc.miner.lease;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Gives less to miners that keep failing. After five failures that are not outweighed by results a miner gets no job for a
 * while, then one at a time; each further failure doubles the while, and results bring it back. Until then each instance
 * counts what it was told itself; from then on they share the count, through {@code core.failing_miner}.
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

    /**
     * A miner that gets less, as instances tell each other.
     *
     * @param failures 0 where it gets what others get again
     * @param paused for how long it gets no job
     */
    public record Shared(String minerId, int failures, Duration paused) {}

    private final LongSupplier nanoTime;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
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
            if (failures <= MOST_TOLERATED) {
                return new Failing(failures, now);
            }
            changed.add(miner);
            return new Failing(failures, now + pause(failures));
        });
        tellOfChanges();
    }

    public void succeeded(String miner) {
        if (failing.getIfPresent(miner) != null) {
            failing.asMap().computeIfPresent(miner, (_, before) -> {
                if (isOpen(before)) {
                    changed.add(miner);
                }
                int failures = before.failures() - WORTH_OF_RESULT;
                return failures <= 0 ? null : new Failing(failures, before.pausedUntil());
            });
            tellOfChanges();
        }
    }

    /** Calls back where something changed that other instances are to know. Must return at once. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** What other instances are to know, by miner; each change is given once. */
    public List<Shared> takeChanges() {
        return List.copyOf(changed).stream()
                .sorted()
                .filter(changed::remove)
                .map(this::shared)
                .toList();
    }

    /** The others could not be told. */
    public void putBack(List<Shared> changes) {
        changes.forEach(one -> changed.add(one.minerId()));
    }

    /** @param all the miners that get less, as all instances know by now */
    public void adopt(List<Shared> all) {
        Map<String, Shared> shared = all.stream().collect(Collectors.toMap(Shared::minerId, Function.identity()));
        failing.asMap().entrySet().stream()
                .filter(one -> isOpen(one.getValue()) && !shared.containsKey(one.getKey()))
                .forEach(one -> failing.asMap()
                        .computeIfPresent(
                                one.getKey(),
                                (miner, before) -> isOpen(before) && !changed.contains(miner) ? null : before));
        all.forEach(one -> failing.asMap()
                .compute(one.minerId(), (miner, before) -> changed.contains(miner) ? before : failing(one)));
    }

    private Failing failing(Shared one) {
        return new Failing(one.failures(), nanoTime.getAsLong() + one.paused().toNanos());
    }

    private Shared shared(String miner) {
        return Optional.ofNullable(failing.getIfPresent(miner))
                .filter(CircuitBreakers::isOpen)
                .map(one -> new Shared(
                        miner, one.failures(), Duration.ofNanos(Math.max(0, one.pausedUntil() - nanoTime.getAsLong()))))
                .orElse(new Shared(miner, 0, Duration.ZERO));
    }

    private void tellOfChanges() {
        if (!changed.isEmpty()) {
            listeners.forEach(Runnable::run);
        }
    }

    /** How many jobs a miner may hold that runs so many at once. */
    public int limit(String miner, int concurrency) {
        return of(miner).map(backoff -> backoff.pausedSeconds() > 0 ? 0 : 1).orElse(concurrency);
    }

    /** Empty where it gets what others get. */
    public Optional<Backoff> of(String miner) {
        return Optional.ofNullable(failing.getIfPresent(miner))
                .filter(CircuitBreakers::isOpen)
                .map(record -> new Backoff(
                        record.failures(),
                        Math.ceilDiv(Math.max(0, record.pausedUntil() - nanoTime.getAsLong()), 1_000_000_000L)));
    }

    /** How many miners get less, for a gauge. */
    long failing() {
        return failing.asMap().values().stream().filter(CircuitBreakers::isOpen).count();
    }

    private static boolean isOpen(Failing record) {
        return record.failures() > MOST_TOLERATED;
    }

    private static boolean isPaused(Failing record, long now) {
        return isOpen(record) && record.pausedUntil() - now > 0;
    }

    private static long pause(int failures) {
        return Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << (failures - MOST_TOLERATED - 1));
    }
}
