package org.aitbc.trading.matching;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.payment.TradeLedger.Move;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.database.*;
import org.aitbc.trading.book.*;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.matching.Batch.Named;
import org.aitbc.trading.matching.JournalTables.Head;
import org.jspecify.annotations.Nullable;

/**
 * Matches one market's orders. Commands that wait share a transaction, which writes them to the journal with all that they led
 * to, and are answered after its commit; orders whose time is over end before them. The book in memory is only a copy of the open orders: a writer that finds the journal
 * at another place than its book loads the book again, so any number of instances may write, each in its turn.
 */
public final class Matcher implements AutoCloseable {

    /** By then an order's reserve may have been released as one that no order has. */
    public static final Duration RESERVED_LONG_AGO = Duration.ofSeconds(30);

    private static final int MOST_COMMANDS = 500;
    private static final long BYTES = 512;

    /**
     * @param clientOrderId what the client calls the order that it places
     * @param validUntil when that order expires
     * @param since from before its money was reserved, as {@link System#nanoTime()}
     */
    public record Submission(
            Command command,
            @Nullable String clientOrderId,
            @Nullable Instant validUntil,
            long since) {

        Submission(Command command) {
            this(command, null, null, System.nanoTime());
        }

        @Nullable
        Named name() {
            return command instanceof Place place && clientOrderId != null
                    ? new Named(place.owner(), clientOrderId)
                    : null;
        }
    }

    /**
     * @param order after the command, where it is about one and was not refused
     * @param repeated the order that has the client's name already
     */
    public record Outcome(
            @Nullable Order order,
            Instant at,
            @Nullable UUID repeated,
            @Nullable DomainException refused) {}

    private final Market market;
    private final Supplier<Fees> fees;
    private final Function<Move, String> json;
    private final Runnable committed;
    private final Batcher<Submission, Outcome> batcher;
    private Book book = new Book();
    private long seq = -1;
    private String hash = "";

    /**
     * @param fees that count at each moment
     * @param committed is called after each commit
     */
    Matcher(
            Market market,
            Supplier<Fees> fees,
            DedicatedConnections connections,
            Function<Move, String> json,
            Runnable committed,
            MeterRegistry meters) {
        this.market = market;
        this.fees = fees;
        this.json = json;
        this.committed = committed;
        this.batcher = new Batcher<Submission, Outcome>(
                        "matcher " + market.id(), connections, MOST_COMMANDS, _ -> BYTES, Duration.ZERO, this::flush)
                .measured(meters);
    }

    /**
     * Waits for its commit.
     *
     * @throws org.aitbc.domain.error.Unavailable when the outcome is unknown
     */
    public Outcome submit(Submission submission) {
        return batcher.submit(submission);
    }

    public Outcome submit(Command command) {
        return submit(new Submission(command));
    }

    /** As {@link #submit(Command)}, where a refusal is thrown. */
    public void make(Command command) {
        DomainException refused = submit(command).refused();
        if (refused != null) {
            throw refused;
        }
    }

    /** All in one commit, each for itself. */
    public List<Outcome> submitAll(List<? extends Command> commands) {
        return batcher.submitAll(commands.stream().map(Submission::new).toList());
    }

    @Override
    public void close() {
        batcher.close();
    }

    List<Outcome> flush(Connection connection, List<Submission> submissions) throws SQLException {
        boolean isCommitted = false;
        try {
            Optional<List<Outcome>> outcomes = Optional.empty();
            while (outcomes.isEmpty()) {
                outcomes = InTransaction.on(connection, open -> match(open, submissions));
            }
            isCommitted = true;
            committed.run();
            return outcomes.get();
        } finally {
            if (!isCommitted) {
                seq = -1;
            }
        }
    }

    /** Empty where a whole batch of orders is due, which ends alone: more may be due. */
    private Optional<List<Outcome>> match(Connection connection, List<Submission> submissions) throws SQLException {
        JournalTables tables = new JournalTables(connection, market.id());
        Head head = tables.lock();
        if (head.seq() != seq || !head.hash().equals(hash)) {
            book = new Book(tables.openOrders());
        }
        List<Named> names = submissions.stream()
                .map(Submission::name)
                .filter(Objects::nonNull)
                .toList();
        Batch batch = new Batch(market, book, head, fees.get(), tables.named(names), json);
        for (UUID due : tables.due(head.now(), MOST_COMMANDS)) {
            batch.take(new Submission(new Expire(due)));
        }
        Optional<List<Outcome>> outcomes = batch.entries.size() == MOST_COMMANDS
                ? Optional.empty()
                : Optional.of(submissions.stream().map(batch::take).toList());
        if (!batch.entries.isEmpty()) {
            tables.write(batch);
        }
        seq = batch.seq;
        hash = batch.hash;
        return outcomes;
    }
}
