package org.aitbc.trading.matching;

import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All markets: migrations make them, so they are read once. */
@Component
public class Markets {

    private final JdbcClient jdbc;
    private final Map<String, Market> byId = new TreeMap<>();

    Markets(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("select * from trading.market").query(Market.class).list().forEach(one -> byId.put(one.id(), one));
    }

    public Collection<Market> all() {
        return byId.values();
    }

    public boolean isHalted(Market market) {
        return jdbc.sql("select halted is not null from trading.market where id = ?")
                .param(market.id())
                .query(Boolean.class)
                .single();
    }

    public Market require(String id) {
        Market market = byId.get(id);
        if (market == null) {
            throw new NotFound("MARKET_NOT_FOUND", "there is no such market");
        }
        return market;
    }
}
