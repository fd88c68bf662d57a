package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
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
        meters.gauge("aitbc.classes.remembered", this, Requirements::remembered);
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

    /** The requirements of these classes; what is not known of them is read at once. Without those that there are not. */
    Map<Integer, Requirement> of(Set<Integer> queues) {
        return byClass.getAll(queues, this::read);
    }

    boolean fit(int queue, Capabilities miner) {
        return fits.get(miner).get(queue, one -> of(one).fits(miner));
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

    private Map<Integer, Requirement> read(Collection<? extends Integer> queues) {
        return jdbc
                .sql("select class, key from core.requirement where class = any(?)")
                .param(queues.toArray(Integer[]::new))
                .query((row, _) -> Map.entry(row.getInt(1), Requirement.parse(row.getString(2))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
