package org.aitbc.trading.spot;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.starter.database.DedicatedConnections;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The matchers of all markets; one that nobody trades on has none. */
@Component
class Matchers implements DisposableBean {

    private final DedicatedConnections connections;
    private final JsonMapper json;
    private final Commits commits;
    private final MeterRegistry meters;
    private final Map<String, Matcher> byMarket = new ConcurrentHashMap<>();

    Matchers(DedicatedConnections connections, JsonMapper json, Commits commits, MeterRegistry meters) {
        this.connections = connections;
        this.json = json;
        this.commits = commits;
        this.meters = meters;
    }

    Matcher of(Market market) {
        return Objects.requireNonNull(byMarket.computeIfAbsent(market.id(), _ -> create(market)));
    }

    private Matcher create(Market market) {
        return new Matcher(market, connections, json::writeValueAsString, commits::happened, meters);
    }

    @Override
    public void destroy() {
        byMarket.values().forEach(Matcher::close);
    }
}
