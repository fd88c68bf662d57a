package org.aitbc.trading.spot;

import io.micrometer.core.instrument.*;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.error.DomainException;
import org.aitbc.trading.book.Command.Halt;
import org.aitbc.trading.book.Order;
import org.aitbc.trading.matching.*;
import org.jspecify.annotations.Nullable;
import org.slf4j.*;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.*;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows the journals on each instance, also those that another one writes: every command is done again, and a market whose
 * journal or open orders differ from what its commands lead to is halted.
 */
@Component
class Tapes {

    private static final Logger LOG = LoggerFactory.getLogger(Tapes.class);
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final int AT_ONCE = 2_000;

    private static final String GROWN = """
        select c.seq, c.at, c.command, c.effects, encode(c.hash, 'hex') as hash from trading.command c
        where c.market = :market and c.seq > :seq order by c.seq limit :most\
        """;

    private static final String HEAD = "select seq, encode(hash, 'hex') as hash from trading.market where id = ?";

    private static final String OPEN =
            "select * from trading.spot_order where market = ? and remaining > 0 order by seq";

    private final JdbcClient jdbc;
    private final Markets markets;
    private final Matchers matchers;
    private final TransactionTemplate asOfOneMoment;
    private final Map<String, Tape> tapes = new ConcurrentHashMap<>();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final Set<String> unread = ConcurrentHashMap.newKeySet();
    private volatile Instant comparedAt = Instant.EPOCH;

    Tapes(
            JdbcClient jdbc,
            Markets markets,
            Matchers matchers,
            Commits commits,
            PlatformTransactionManager transactions,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.markets = markets;
        this.matchers = matchers;
        this.asOfOneMoment = new TransactionTemplate(transactions);
        asOfOneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        asOfOneMoment.setReadOnly(true);
        Gauge.builder("aitbc.trading.differing", wrong, Set::size)
                .description("Markets that differ from their journal")
                .register(meters);
        commits.follow("tapes", LOOK_EVERY_MILLIS, () -> markets.all().forEach(this::follow));
    }

    record Head(long seq, String hash) {}

    /** @param verified whether all that was looked at is what the commands lead to */
    record Integrity(
            long seq,
            String hash,
            long replayedSeq,
            boolean verified,
            @Nullable Instant comparedAt) {}

    Tape of(Market market) {
        return Objects.requireNonNull(tapes.computeIfAbsent(market.id(), _ -> new Tape(market, replay(market))));
    }

    /** With all that is committed now. */
    Tape current(Market market) {
        follow(market);
        return of(market);
    }

    Integrity integrity(Market market) {
        Head head = head(market);
        return new Integrity(
                head.seq(),
                head.hash(),
                current(market).seq(),
                !wrong.contains(market.id()),
                comparedAt.equals(Instant.EPOCH) ? null : comparedAt);
    }

    private void follow(Market market) {
        check(market, () -> {
            if (!isWrong(market)) {
                advance(market);
            }
        });
    }

    /** Until it is resumed: then what is in the tables counts. */
    private boolean isWrong(Market market) {
        if (!wrong.contains(market.id())) {
            return false;
        }
        boolean halted = markets.isHalted(market);
        if (!halted && wrong.remove(market.id())) {
            of(market).restart(replay(market));
        }
        return halted;
    }

    /** The open orders in the tables are those of the journal, at the same place. */
    @Scheduled(fixedDelayString = "${aitbc.trading.replay:60s}")
    void compare() {
        for (Market market : markets.all()) {
            check(market, () -> {
                if (!isWrong(market)) {
                    asOfOneMoment.executeWithoutResult(_ -> {
                        Tape tape = advance(market);
                        tape.requireOpen(head(market).seq(), open(market));
                    });
                }
            });
        }
        comparedAt = Instant.now();
    }

    private Tape advance(Market market) {
        Tape tape = of(market);
        List<JournalEntry> grown;
        do {
            grown = jdbc.sql(GROWN)
                    .param("market", market.id())
                    .param("seq", tape.seq())
                    .param("most", AT_ONCE)
                    .query(JournalEntry.class)
                    .list();
            tape.advance(grown);
        } while (grown.size() == AT_ONCE);
        return tape;
    }

    /** What one market cannot do keeps no other from its turn. */
    private void check(Market market, Runnable work) {
        try {
            work.run();
            unread.remove(market.id());
        } catch (Replay.Differs differs) {
            LOG.error("market {} differs from its journal, and is halted: {}", market.id(), differs.getMessage());
            try {
                matchers.of(market).submit(new Halt("its replay differs: " + differs.getMessage()));
                // not before it is halted: an open one is taken for resumed
                wrong.add(market.id());
            } catch (DomainException later) {
                LOG.warn("market {} could not be halted yet: {}", market.id(), later.getMessage());
            }
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException away) {
            throw away;
        } catch (RuntimeException failed) {
            if (unread.add(market.id())) {
                LOG.error("market {} is not followed", market.id(), failed);
            }
        }
    }

    private Head head(Market market) {
        return jdbc.sql(HEAD).param(market.id()).query(Head.class).single();
    }

    private Replay replay(Market market) {
        return Objects.requireNonNull(asOfOneMoment.execute(_ -> {
            Head head = head(market);
            return new Replay(market, open(market), head.seq(), head.hash());
        }));
    }

    private List<Order> open(Market market) {
        return jdbc.sql(OPEN)
                .param(market.id())
                .query((row, _) -> JournalTables.order(row))
                .list();
    }
}
