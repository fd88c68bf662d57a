package org.aitbc.trading.spot;

import java.util.List;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.matching.*;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends orders whose time is over on markets where nobody trades: every batch of a market, also an empty one, ends them first. */
@Component
record ExpirySweep(JdbcClient jdbc, Sweeps sweeps, Markets markets, Matchers matchers) {

    private static final String DUE = """
        select m.id from trading.market m cross join lateral (
          select from trading.spot_order where market = m.id and remaining > 0 and valid_until <= now()
          order by valid_until limit 1) due\
        """;

    @Scheduled(fixedDelayString = "1s")
    void expire() {
        sweeps.eachOutside(
                "order expiry",
                () -> jdbc.sql(DUE).query(String.class).list(),
                market -> matchers.of(markets.require(market)).submitAll(List.of()));
    }
}
