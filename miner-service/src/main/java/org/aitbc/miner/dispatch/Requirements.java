package org.aitbc.miner.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Requirement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The interned requirement classes, and which of them a kind of miner can run. Classes never change. */
@Component
public class Requirements {

    private final JdbcClient jdbc;
    private final Map<Integer, Requirement> byClass = new ConcurrentHashMap<>();
    private final Map<Capabilities, Map<Integer, Boolean>> fits = new ConcurrentHashMap<>();
    private int highest;

    Requirements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The requirement of a class that exists. */
    public Requirement of(int queue) {
        Requirement known = byClass.get(queue);
        if (known != null) {
            return known;
        }
        loadNew();
        return byClass.computeIfAbsent(
                queue,
                one -> jdbc.sql("select key from core.requirement where class = ?")
                        .param(one)
                        .query((row, _) -> Requirement.parse(row.getString(1)))
                        .single());
    }

    boolean fit(int queue, Capabilities miner) {
        return fits.computeIfAbsent(miner, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(queue, one -> of(one).fits(miner));
    }

    private synchronized void loadNew() {
        List<Integer> loaded = new ArrayList<>();
        jdbc.sql("select class, key from core.requirement where class > ? order by class")
                .param(highest)
                .query(row -> {
                    loaded.add(row.getInt(1));
                    byClass.put(row.getInt(1), Requirement.parse(row.getString(2)));
                });
        if (!loaded.isEmpty()) {
            highest = loaded.getLast();
        }
    }
}
