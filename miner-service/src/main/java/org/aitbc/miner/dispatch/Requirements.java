package org.aitbc.miner.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Requirement;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The interned requirement classes, and which of them a kind of miner can run. Classes never change. Each booking makes one,
 * so those that nobody has asked about for a while are forgotten: while jobs of a class wait and somebody polls, each turn
 * asks about it.
 */
@Component
public class Requirements {

    private final JdbcClient jdbc;
    private final Duration remembered;
    private final Cache<Integer, Requirement> byClass;
    /** By the one object that equal capabilities are: those that no miner has any more go with it. */
    private final LoadingCache<Capabilities, Cache<Integer, Boolean>> fits;

    Requirements(
            JdbcClient jdbc,
            @Value("${aitbc.dispatch.classes-remembered:1m}") Duration remembered,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.remembered = remembered;
        this.byClass = whileAskedFor();
        this.fits = Caffeine.newBuilder().weakKeys().build(_ -> whileAskedFor());
        Gauge.builder("aitbc.classes.remembered", this, Requirements::remembered)
                .description("Requirement classes in memory")
                .register(meters);
    }

    /** The requirement of a class that exists. */
    public Requirement of(int queue) {
        return byClass.get(
                queue,
                one -> jdbc.sql("select key from core.requirement where class = ?")
                        .param(one)
                        .query((row, _) -> Requirement.parse(row.getString(1)))
                        .single());
    }

    /** The same, without a query: empty where it is not remembered. */
    Optional<Requirement> remembered(int queue) {
        return Optional.ofNullable(byClass.getIfPresent(queue));
    }

    /** Reads the requirements of classes. */
    interface Source {
        Map<Integer, Requirement> read(Set<Integer> queues) throws SQLException;
    }

    /** The requirements of these classes; what is not known of them is read at once. Without those that there are not. */
    Map<Integer, Requirement> of(Set<Integer> queues, Source source) throws SQLException {
        Map<Integer, Requirement> known = new HashMap<>(byClass.getAllPresent(queues));
        Set<Integer> unknown = new HashSet<>(queues);
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            Map<Integer, Requirement> read = source.read(unknown);
            byClass.putAll(read);
            known.putAll(read);
        }
        return known;
    }

    /** Whether jobs of a class run on a kind of miner. */
    boolean fit(Entry<Integer, Requirement> one, Capabilities miner) {
        return fits.get(miner).get(one.getKey(), _ -> one.getValue().fits(miner));
    }

    /** How many classes are remembered, for a gauge. */
    long remembered() {
        byClass.cleanUp();
        return byClass.estimatedSize();
    }

    private <V> Cache<Integer, V> whileAskedFor() {
        return Caffeine.newBuilder()
                .expireAfterAccess(remembered)
                .scheduler(Scheduler.systemScheduler())
                .build();
    }
}
