package org.aitbc.trading.matching;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.parameter.Parameters;
import org.aitbc.trading.book.Command.Fees;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The matchers of all markets; one that nobody trades on has none. */
@Component
public class Matchers implements DisposableBean {

    private static final BigDecimal TAKER_FEE = new BigDecimal("0.001");

    private final Supplier<BigDecimal> makerFee;
    private final Supplier<BigDecimal> takerFee;
    private final DedicatedConnections connections;
    private final JsonMapper json;
    private final Commits commits;
    private final MeterRegistry meters;
    private final Map<String, Matcher> byMarket = new ConcurrentHashMap<>();

    Matchers(
            Parameters parameters,
            DedicatedConnections connections,
            JsonMapper json,
            Commits commits,
            MeterRegistry meters) {
        this.makerFee = parameters.use(Parameter.MAKER_FEE, BigDecimal.ZERO);
        this.takerFee = parameters.use(Parameter.TAKER_FEE, TAKER_FEE);
        this.connections = connections;
        this.json = json;
        this.commits = commits;
        this.meters = meters;
    }

    public Matcher of(Market market) {
        return Objects.requireNonNull(byMarket.computeIfAbsent(market.id(), _ -> create(market)));
    }

    /** That count for orders which are placed now. */
    public Fees fees() {
        return new Fees(makerFee.get(), takerFee.get());
    }

    private Matcher create(Market market) {
        return new Matcher(market, this::fees, connections, json::writeValueAsString, commits::happened, meters);
    }

    @Override
    public void destroy() {
        byMarket.values().forEach(Matcher::close);
    }
}
