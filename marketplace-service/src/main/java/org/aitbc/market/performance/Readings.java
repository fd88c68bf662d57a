package org.aitbc.market.performance;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.aitbc.domain.error.NotFound;
import org.springframework.stereotype.Component;

/**
 * What is read from the database once in a while, however many ask: anybody may look at these figures, and they are of many
 * rows. Each instance of the service keeps its own.
 */
@Component
class Readings {

    private static final int MOST_TIMES_KEPT = 2;

    private final Map<String, LoadingCache<String, ?>> namespaces = new ConcurrentSkipListMap<>();

    /** Of a namespace since the service started. */
    record NamespaceStats(String namespace, long entries, long hits, long misses, long evictions) {}

    /** @param kept after which it is read again, by one at a time; who asks meanwhile has what was read last, unless that is old */
    <T> Supplier<T> named(String namespace, Duration kept, Supplier<T> read) {
        LoadingCache<String, T> cache = Caffeine.newBuilder()
                .refreshAfterWrite(kept)
                .expireAfterWrite(kept.multipliedBy(MOST_TIMES_KEPT))
                .executor(Thread::startVirtualThread)
                .recordStats()
                .build(_ -> read.get());
        namespaces.put(namespace, cache);
        return () -> cache.get(namespace);
    }

    List<NamespaceStats> stats() {
        return namespaces.entrySet().stream()
                .map(one -> stats(one.getKey(), one.getValue()))
                .toList();
    }

    long size() {
        return stats().stream().mapToLong(NamespaceStats::entries).sum();
    }

    /** @throws NotFound when nothing is kept under this name */
    void invalidate(String namespace) {
        Optional.ofNullable(namespaces.get(namespace))
                .orElseThrow(() -> new NotFound("NAMESPACE_NOT_FOUND", "there are: " + namespaces.keySet()))
                .invalidateAll();
    }

    private static NamespaceStats stats(String namespace, LoadingCache<String, ?> cache) {
        cache.cleanUp();
        CacheStats stats = cache.stats();
        return new NamespaceStats(
                namespace, cache.estimatedSize(), stats.hitCount(), stats.missCount(), stats.evictionCount());
    }
}
