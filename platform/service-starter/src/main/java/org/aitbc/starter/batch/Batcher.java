package org.aitbc.starter.batch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.starter.database.DedicatedConnection;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.database.SqlStates;
import org.aitbc.starter.trace.Spans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Natural batching: requests that arrive while one commit runs share the next. There is no timer unless a linger is asked
 * for, so an idle system adds no latency. One thread with a connection of its own writes; callers wait for their rows.
 *
 * <p>A batch that is refused for its data is written again in halves, so that one bad row fails alone. When the connection
 * is lost the outcome is unknown: callers get {@link Unavailable} and repeat, so what is written must bear a repetition.
 *
 * @param <Q> a row to write
 * @param <A> what became of it
 */
public final class Batcher<Q, A> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);
    private static final int BATCHES_QUEUED = 4;
    private static final long MOST_BYTES = 16L << 20;

    /** Writes rows in one transaction and answers each in the same order. */
    public interface Flush<Q, A> {
        List<A> write(Connection connection, List<Q> rows) throws SQLException;
    }

    private record Waiting<Q, A>(List<Q> rows, long bytes, CompletableFuture<List<A>> answer) {}

    private final String name;
    private final String spanName;
    private final Spans spans;
    private final DedicatedConnection connection;
    private final int mostRows;
    private final ToLongFunction<Q> weight;
    private final Duration linger;
    private final Flush<Q, A> flush;
    private final LinkedBlockingQueue<Waiting<Q, A>> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger queuedRows = new AtomicInteger();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Thread writer;
    private volatile boolean closed;

    /**
     * @param mostRows of one batch; four times as many may wait, further ones are refused at once
     * @param weight about how many bytes a row holds; they are bounded in the same way, at 16 MiB a batch
     * @param linger how long a batch may wait for company; zero for none
     */
    public Batcher(
            String name,
            DedicatedConnections connections,
            int mostRows,
            ToLongFunction<Q> weight,
            Duration linger,
            Flush<Q, A> flush) {
        this.name = name;
        this.spanName = "batch " + name;
        this.spans = connections.spans();
        this.connection = new DedicatedConnection(connections);
        this.mostRows = mostRows;
        this.weight = weight;
        this.linger = linger;
        this.flush = flush;
        this.writer = Thread.ofPlatform().name(name).daemon().start(this::loop);
    }

    /** Writes one row and waits for its answer. */
    public A submit(Q row) {
        return submitAll(List.of(row)).getFirst();
    }

    /**
     * Writes rows, all in one batch, and waits for the answers in the same order.
     *
     * @throws Unavailable when too much is waiting already, or the database went away
     * @throws Invalid when the database cannot hold a value of a row
     */
    public List<A> submitAll(List<Q> rows) {
        return spans.statement(spanName, () -> written(rows));
    }

    private List<A> written(List<Q> rows) {
        Waiting<Q, A> waiting =
                new Waiting<>(rows, rows.stream().mapToLong(weight).sum(), new CompletableFuture<>());
        int allRows = queuedRows.addAndGet(rows.size());
        long allBytes = queuedBytes.addAndGet(waiting.bytes());
        if (allRows > mostRows * BATCHES_QUEUED || allBytes > MOST_BYTES * BATCHES_QUEUED || closed) {
            dequeued(waiting);
            throw overloaded();
        }
        queue.add(waiting);
        if (closed && queue.remove(waiting)) {
            // the writer may have left between the look at closed above and the adding
            dequeued(waiting);
            throw overloaded();
        }
        try {
            return waiting.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DomainException fact ? fact : e;
        }
    }

    /** Shows how many rows wait for a commit. */
    public Batcher<Q, A> measured(MeterRegistry meters) {
        Gauge.builder("aitbc.batch.queued.rows", this, Batcher::depth)
                .description("Rows that wait for a commit")
                .tag("batch", name)
                .register(meters);
        return this;
    }

    int depth() {
        return queuedRows.get();
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                gather(batch);
                write(batch);
            } catch (InterruptedException e) {
                // only close() interrupts: what is queued is still written
            } catch (RuntimeException | Error e) {
                LOG.error("{} failed", name, e);
                batch.forEach(one -> one.answer().completeExceptionally(e));
            }
            batch.clear();
        }
        connection.close();
    }

    private void gather(List<Waiting<Q, A>> batch) throws InterruptedException {
        Waiting<Q, A> first = queue.poll(closed ? 0 : 1, TimeUnit.SECONDS);
        if (first == null) {
            return;
        }
        waitForCompany();
        int rows = 0;
        long bytes = 0;
        for (Waiting<Q, A> next = first; next != null; next = queue.poll()) {
            batch.add(next);
            dequeued(next);
            rows += next.rows().size();
            bytes += next.bytes();
            if (rows >= mostRows || bytes >= MOST_BYTES) {
                break;
            }
        }
    }

    private void waitForCompany() {
        if (!linger.isZero() && !closed) {
            try {
                Thread.sleep(linger);
            } catch (InterruptedException e) {
                // only close() interrupts: what has come is written at once
            }
        }
    }

    private void dequeued(Waiting<Q, A> one) {
        queuedRows.addAndGet(-one.rows().size());
        queuedBytes.addAndGet(-one.bytes());
    }

    private void write(List<Waiting<Q, A>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<Q> rows = batch.stream().flatMap(one -> one.rows().stream()).toList();
        try {
            List<A> answers = connection.run(open -> flush.write(open, rows));
            int from = 0;
            for (Waiting<Q, A> one : batch) {
                one.answer().complete(answers.subList(from, from += one.rows().size()));
            }
        } catch (SQLException e) {
            if (!SqlStates.isDataError(e)) {
                LOG.warn("{}: database not available: {}", name, e.getMessage());
                fail(
                        batch,
                        new Unavailable(
                                "DATABASE_UNAVAILABLE",
                                "the database went away; what became of this is unknown, so repeat it"));
            } else if (batch.size() == 1) {
                LOG.info("{}: refused by the database: {}", name, e.getMessage());
                fail(batch, new Invalid("VALIDATION_ERROR", "a value cannot be stored"));
            } else {
                write(batch.subList(0, batch.size() / 2));
                write(batch.subList(batch.size() / 2, batch.size()));
            }
        }
    }

    private static Unavailable overloaded() {
        return new Unavailable("OVERLOADED", "too many requests are waiting; try again in a moment");
    }

    private static <Q, A> void fail(List<Waiting<Q, A>> batch, DomainException fact) {
        batch.forEach(one -> one.answer().completeExceptionally(fact));
    }
}
