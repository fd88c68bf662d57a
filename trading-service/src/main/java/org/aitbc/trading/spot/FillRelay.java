package org.aitbc.trading.spot;

import io.micrometer.core.instrument.*;
import java.time.Duration;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.TradeLedger;
import org.aitbc.domain.payment.TradeLedger.*;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.book.Command.Halt;
import org.aitbc.trading.matching.*;
import org.slf4j.*;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the ledger what trades move, in the order of each market's journal, until it has answered: a fill is final with its
 * commit, since both sides lie in reserves. A move that the ledger refuses cannot be: its market is halted, and what else
 * concerns the same orders waits.
 */
@Component
class FillRelay {

    private static final Logger LOG = LoggerFactory.getLogger(FillRelay.class);
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final Duration REFUSED_AGAIN_AFTER = Duration.ofMinutes(1);

    private static final String DUE = """
        select w.market, w.seq, w.move, m.halted is not null as halted from trading.market m
        cross join lateral (
          select * from trading.move where market = m.id
            and not exists (select from unnest(:markets::text[], :seqs::int8[]) as s(market, seq) where s.market = m.id and s.seq = move.seq)
          order by seq limit 200) w
        order by w.market, w.seq\
        """;

    private static final String OPEN = "select id from trading.market where halted is null and id = any(?)";

    private static final String SETTLED = "delete from trading.move where market = :market and seq = any(:seqs)";

    private static final String OLDEST =
            "select coalesce(extract(epoch from clock_timestamp() - min(at)), 0) from trading.move";

    private final JdbcClient jdbc;
    private final TradeLedger ledger;
    private final Markets markets;
    private final Matchers matchers;
    private final Map<String, Stuck> stuck = new HashMap<>();
    private volatile double oldestSeconds;

    FillRelay(
            JdbcClient jdbc,
            TradeLedger ledger,
            Sweeps sweeps,
            Commits commits,
            Markets markets,
            Matchers matchers,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.markets = markets;
        this.matchers = matchers;
        Gauge.builder("aitbc.trading.unsettled.seconds", this, relay -> relay.oldestSeconds)
                .description("Age of the oldest trade that the ledger has not been told")
                .register(meters);
        commits.follow("fill-relay", LOOK_EVERY_MILLIS, () -> sweeps.run("fills", this::settleAll));
    }

    record Due(String market, long seq, Move move, boolean halted) {

        List<UUID> reserves() {
            return Stream.concat(move.draws().stream().map(Draw::reserve), move.ended().stream())
                    .toList();
        }
    }

    /** Moves of a market that were refused, and those after them that move money of the same orders. */
    private static final class Stuck {

        private final long since = System.nanoTime();
        private final Set<Long> seqs = new HashSet<>();
        private final Set<UUID> reserves = new HashSet<>();

        void add(Due due) {
            seqs.add(due.seq());
            reserves.addAll(due.reserves());
        }

        /** Adds what has to wait too. */
        boolean takes(Due due) {
            boolean waits = due.reserves().stream().anyMatch(reserves::contains);
            if (waits) {
                add(due);
            }
            return waits;
        }
    }

    private void settleAll() {
        tryAgain();
        List<Due> due = due();
        oldestSeconds = due.isEmpty() && stuck.isEmpty()
                ? 0
                : jdbc.sql(OLDEST).query(Double.class).single();
        Map<String, List<Due>> byMarket = new LinkedHashMap<>();
        due.forEach(one ->
                byMarket.computeIfAbsent(one.market(), _ -> new ArrayList<>()).add(one));
        RuntimeException failed = null;
        for (Map.Entry<String, List<Due>> one : byMarket.entrySet()) {
            try {
                settle(one.getKey(), one.getValue());
            } catch (RuntimeException later) {
                // other markets have their turn
                failed = later;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** What is stuck waits a minute, or until its market is resumed. */
    private void tryAgain() {
        stuck.values()
                .removeIf(one -> one.seqs.isEmpty() || System.nanoTime() - one.since > REFUSED_AGAIN_AFTER.toNanos());
        if (!stuck.isEmpty()) {
            stuck.keySet()
                    .removeAll(jdbc.sql(OPEN)
                            .param(stuck.keySet().toArray(String[]::new))
                            .query(String.class)
                            .set());
        }
    }

    /** All but what is stuck, which may be much. */
    private List<Due> due() {
        List<String> names = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        stuck.forEach((market, waiting) -> waiting.seqs.forEach(seq -> {
            names.add(market);
            seqs.add(seq);
        }));
        return jdbc.sql(DUE)
                .param("markets", names.toArray(String[]::new))
                .param("seqs", seqs.toArray(Long[]::new))
                .query(Due.class)
                .list();
    }

    private void settle(String market, List<Due> due) {
        Stuck waiting = Objects.requireNonNull(stuck.computeIfAbsent(market, _ -> new Stuck()));
        List<Due> ready = due.stream().filter(one -> !waiting.takes(one)).toList();
        try {
            send(market, ready);
        } catch (Unavailable later) {
            throw later;
        } catch (DomainException oneIsRefused) {
            // none of them was made
            for (Due one : ready) {
                if (!waiting.takes(one)) {
                    sendAlone(market, one, waiting);
                }
            }
        }
    }

    private void sendAlone(String market, Due due, Stuck waiting) {
        try {
            send(market, List.of(due));
        } catch (Unavailable later) {
            throw later;
        } catch (DomainException refusal) {
            waiting.add(due);
            if (!due.halted()) {
                halt(market, due, refusal);
            }
        }
    }

    private void send(String market, List<Due> due) {
        if (!due.isEmpty()) {
            ledger.move(new Moves(due.stream().map(Due::move).toList()));
            jdbc.sql(SETTLED)
                    .param("market", market)
                    .param("seqs", due.stream().map(Due::seq).toArray(Long[]::new))
                    .update();
        }
    }

    private void halt(String market, Due due, DomainException refusal) {
        LOG.error("the ledger refuses {}:{}, {}: the market is halted", market, due.seq(), refusal.getMessage());
        matchers.of(markets.require(market))
                .submit(new Halt("the ledger refuses what command " + due.seq() + " moves: " + refusal.code()));
    }
}
