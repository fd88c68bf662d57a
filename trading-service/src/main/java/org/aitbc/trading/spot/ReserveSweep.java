package org.aitbc.trading.spot;

import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.payment.TradeLedger;
import org.aitbc.domain.payment.TradeLedger.*;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.matching.Matcher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Releases reserves that no order has: those of orders that were refused, or whose placing was lost halfway. */
@Component
class ReserveSweep {

    /** From then on no order can take the reserve any more. */
    private static final Duration UNUSED_AFTER = Matcher.RESERVED_LONG_AGO.multipliedBy(2);

    /** Reserves may become visible later than their time says. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(10);

    /** Waits for the orders that are being placed. */
    private static final String LOCK = "select id from trading.market order by id for update";

    private static final String PLACED = "select id from trading.spot_order where id = any(?)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final TradeLedger ledger;
    private final DatabaseClock clock;
    private final Sweeps sweeps;
    private Instant lookedAtUntil = Instant.EPOCH;

    ReserveSweep(
            JdbcClient jdbc, TransactionTemplate transactions, TradeLedger ledger, DatabaseClock clock, Sweeps sweeps) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.clock = clock;
        this.sweeps = sweeps;
    }

    @Scheduled(fixedDelayString = "${aitbc.trading.sweep:15s}")
    void sweep() {
        sweeps.run("reserves", this::releaseUnused);
    }

    void releaseUnused() {
        Instant before = clock.now().minus(UNUSED_AFTER);
        Instant after = lookedAtUntil.equals(Instant.EPOCH) ? Instant.EPOCH : lookedAtUntil.minus(LOOK_BACK);
        List<OpenReserve> open = ledger.open(new Period(after, null, before, null));
        while (!open.isEmpty()) {
            unused(open.stream().map(OpenReserve::id).toList())
                    .forEach(id -> ledger.move(new Moves(List.of(PlaceOrder.releaseOf(id)))));
            open = open.size() < TradeLedger.MOST
                    ? List.of()
                    : ledger.open(new Period(open.getLast().at(), open.getLast().id(), before, null));
        }
        lookedAtUntil = before;
    }

    /** Whether money of a principal lies in a reserve whose order may still be placed. */
    boolean mayBePlacing(String owner) {
        Instant now = clock.now();
        List<UUID> open = ledger.open(new Period(now.minus(UNUSED_AFTER), null, now.plus(UNUSED_AFTER), owner)).stream()
                .map(OpenReserve::id)
                .toList();
        return open.size() == TradeLedger.MOST || placed(open).size() < open.size();
    }

    private List<UUID> placed(List<UUID> reserves) {
        return jdbc.sql(PLACED)
                .param(reserves.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    private Set<UUID> unused(List<UUID> reserves) {
        Set<UUID> unused = new HashSet<>(reserves);
        Objects.requireNonNull(transactions.execute(_ -> {
                    jdbc.sql(LOCK).query(String.class).list();
                    return placed(reserves);
                }))
                .forEach(unused::remove);
        return unused;
    }
}
