package org.aitbc.trading.spot;

import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.book.Command.Expire;
import org.aitbc.trading.matching.Markets;
import org.aitbc.trading.matching.Matchers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends orders whose time is over. */
@Component
class ExpirySweep {

    private static final String DUE = """
        select market, id from trading.spot_order where valid_until <= :now and remaining > 0 order by valid_until limit 1000\
        """;

    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final Sweeps sweeps;
    private final Markets markets;
    private final Matchers matchers;

    ExpirySweep(JdbcClient jdbc, DatabaseClock clock, Sweeps sweeps, Markets markets, Matchers matchers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.sweeps = sweeps;
        this.markets = markets;
        this.matchers = matchers;
    }

    private record Due(String market, UUID id) {}

    @Scheduled(fixedDelayString = "1s")
    void expire() {
        sweeps.eachOutside(
                "order expiry",
                this::due,
                due -> matchers.of(markets.require(due.getKey()))
                        .submitAll(due.getValue().stream()
                                .map(one -> new Expire(one.id()))
                                .toList()));
    }

    private Set<Map.Entry<String, List<Due>>> due() {
        return jdbc.sql(DUE).param("now", clock.now()).query(Due.class).list().stream()
                .collect(Collectors.groupingBy(Due::market))
                .entrySet();
    }
}
