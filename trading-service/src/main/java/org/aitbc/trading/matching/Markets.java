package org.aitbc.trading.matching;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.domain.error.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All markets: migrations make them, so they are read once. */
@Component
public class Markets {

    private final Map<String, Market> byId = new TreeMap<>();

    Markets(JdbcClient jdbc) {
        jdbc.sql("select * from trading.market").query(Market.class).list().forEach(one -> byId.put(one.id(), one));
    }

    public Collection<Market> all() {
        return byId.values();
    }

    public Market require(String id) {
        Market market = byId.get(id);
        if (market == null) {
            throw new NotFound("MARKET_NOT_FOUND", "there is no such market");
        }
        return market;
    }
}
