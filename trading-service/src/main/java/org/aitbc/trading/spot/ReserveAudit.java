package org.aitbc.trading.spot;

import io.micrometer.core.instrument.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.domain.payment.TradeLedger;
import org.aitbc.domain.payment.TradeLedger.*;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.book.Command.Halt;
import org.aitbc.trading.book.Order.Side;
import org.aitbc.trading.matching.*;
import org.jspecify.annotations.Nullable;
import org.slf4j.*;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What is left of an open order's reserve is what the order can still cost; a market where it is not is halted. */
@Component
class ReserveAudit {

    private static final Logger LOG = LoggerFactory.getLogger(ReserveAudit.class);

    /** The ledger has been told all that happened to them. */
    private static final String SETTLED = """
        select o.id, o.side, o.price, o.remaining, o.updated_at from trading.spot_order o
        where o.market = :market and o.remaining > 0
          and o.updated_at < (select coalesce(min(at), 'infinity') from trading.move where market = :market)\
        """;

    private static final String AGAIN =
            "select id, side, price, remaining, updated_at from trading.spot_order where id = any(?)";

    private static final String HALT = "a reserve is not what its order can cost: ";

    /** Orders that a halt has named: the market may have been resumed with them. */
    private static final String KNOWN = """
        select o.id from unnest(?::uuid[]) as o(id) where exists (
          select from trading.command where market = ? and command like 'halt a reserve %' and strpos(command, o.id::text) > 0)\
        """;

    private static final int MOST_NAMED = 100;

    private final JdbcClient jdbc;
    private final TradeLedger ledger;
    private final Sweeps sweeps;
    private final Markets markets;
    private final Matchers matchers;
    private volatile long differing;

    ReserveAudit(
            JdbcClient jdbc,
            TradeLedger ledger,
            Sweeps sweeps,
            Markets markets,
            Matchers matchers,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.sweeps = sweeps;
        this.markets = markets;
        this.matchers = matchers;
        Gauge.builder("aitbc.trading.reserves.differing", this, audit -> audit.differing)
                .description("Open orders whose reserve is not what they can still cost")
                .register(meters);
    }

    private record Open(UUID id, Side side, long price, long remaining, Instant updatedAt) {}

    @Scheduled(fixedDelayString = "${aitbc.trading.replay:60s}")
    void compare() {
        sweeps.run(
                "order reserves",
                () -> differing =
                        markets.all().stream().mapToLong(this::compare).sum());
    }

    private long compare(Market market) {
        List<Open> orders =
                jdbc.sql(SETTLED).param("market", market.id()).query(Open.class).list();
        long found = 0;
        for (int from = 0; from < orders.size(); from += TradeLedger.MOST) {
            found += compare(market, orders.subList(from, Math.min(orders.size(), from + TradeLedger.MOST)));
        }
        return found;
    }

    private long compare(Market market, List<Open> orders) {
        List<UUID> ids = orders.stream().map(Open::id).toList();
        Map<UUID, BigDecimal> left =
                ledger.left(new ReserveIds(ids)).stream().collect(Collectors.toMap(Left::id, Left::amount));
        // one that changed meanwhile is compared at the next time
        Set<Open> same = jdbc.sql(AGAIN)
                .param(ids.toArray(UUID[]::new))
                .query(Open.class)
                .set();
        Map<UUID, String> wrong = new LinkedHashMap<>();
        for (Open one : orders) {
            BigDecimal amount = left.get(one.id());
            if (same.contains(one) && !isRight(market, one, amount)) {
                wrong.put(one.id(), one.id() + " has " + amount);
            }
        }
        int found = wrong.size();
        jdbc.sql(KNOWN)
                .params(wrong.keySet().toArray(UUID[]::new), market.id())
                .query(UUID.class)
                .list()
                .forEach(wrong::remove);
        if (!wrong.isEmpty()) {
            halt(market, wrong.values());
        }
        return found;
    }

    private static boolean isRight(Market market, Open order, @Nullable BigDecimal left) {
        return left != null
                && market.cost(order.side(), order.price(), order.remaining())
                                .amount()
                                .compareTo(left)
                        == 0;
    }

    private void halt(Market market, Collection<String> wrong) {
        LOG.error("market {}: {} reserves are not what their orders can cost: {}", market.id(), wrong.size(), wrong);
        if (!markets.isHalted(market)) {
            matchers.of(market)
                    .submit(new Halt(HALT + wrong.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))));
        }
    }
}
