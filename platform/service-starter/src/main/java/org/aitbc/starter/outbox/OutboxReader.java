package org.aitbc.starter.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads {@code core.outbox} in the order of its commits and applies each event once: what the handler writes and how far
 * this reader has come are committed together. Of several instances one reads at a time. Events of transactions that are
 * still running, and all after them, wait. An event whose effects the database refuses for their data is passed over, with
 * an error in the log.
 */
public final class OutboxReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxReader.class);
    private static final int MOST_EVENTS = 1_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** The columns are qualified: {@code order by xid} alone would mean the text that is selected, and 1000 sorts before 999. */
    private static final String EVENTS = """
            select o.xid::text, o.id, o.event, o.subject, o.at, o.data from core.outbox o
            where (o.xid, o.id) > (:xid::xid8, :id) and o.xid < pg_snapshot_xmin(pg_current_snapshot())
            order by o.xid, o.id limit :most""";

    /**
     * Whether there may be something to read. It locks nothing: an idle reader must not cost a transaction id each time. It
     * asks for the very next event: of an {@code exists} the planner thinks that any row will do, and reads the whole outbox.
     */
    static final String ANY = """
            select f.xid >= pg_snapshot_xmax(pg_current_snapshot())
                or coalesce((select o.xid < pg_snapshot_xmin(pg_current_snapshot()) from core.outbox o
                             where (o.xid, o.id) > (f.xid, f.id) order by o.xid, o.id limit 1), false)
            from core.outbox_offset f where f.reader = ?""";

    /**
     * Something that happened.
     *
     * @param name such as {@code job.completed}
     * @param subject the job's id for an event of a job
     * @param data what happened, so that a reader need not know the writer's tables; null where the subject says it all
     */
    public record Event(
            String name, UUID subject, Instant at, @Nullable RawJson data) {

        /** Those of events with one of these names. */
        public static List<UUID> subjects(List<Event> events, String... names) {
            return events.stream()
                    .filter(event -> List.of(names).contains(event.name))
                    .map(Event::subject)
                    .toList();
        }
    }

    /** Writes what follows from events, in the transaction that moves the reader on. */
    public interface Handler {
        void apply(List<Event> events);
    }

    private record Offset(String xid, long id) {}

    private record Read(Offset offset, Event event) {}

    private final String name;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Handler handler;
    private final AtomicLong newestMillis = new AtomicLong(System.currentTimeMillis());
    private final Counter passed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread loop;

    /** Starts to read; {@code name} is under what the reader's place is kept. */
    public OutboxReader(
            String name, JdbcClient jdbc, TransactionTemplate transactions, MeterRegistry meters, Handler handler) {
        this.name = name;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.handler = handler;
        Gauge.builder("aitbc.outbox.lag.seconds", newestMillis, OutboxReader::lagSeconds)
                .description("Age of the last event that a reader has applied, 0 where it has applied all")
                .tag("reader", name)
                .register(meters);
        this.passed = Counter.builder("aitbc.outbox.passed.over")
                .description("Events whose effects the database refused")
                .tag("reader", name)
                .register(meters);
        this.loop = Thread.ofVirtual().name("outbox-" + name).start(this::loop);
    }

    /** Lets the transaction that is open come to its end. */
    @Override
    public void close() {
        closing.countDown();
        try {
            loop.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (closing.getCount() > 0) {
            try {
                if (step(MOST_EVENTS) < MOST_EVENTS) {
                    newestMillis.set(System.currentTimeMillis());
                    pause(BETWEEN_LOOKS);
                }
            } catch (DataIntegrityViolationException e) {
                LOG.warn("{} goes on one by one", Thread.currentThread().getName(), e);
                oneByOne();
            } catch (RuntimeException e) {
                LOG.warn("{} put off", Thread.currentThread().getName(), e);
                pause(AFTER_FAILURE);
            }
        }
    }

    /** The database cannot take what follows from one of the next events: it is passed over, so that the others are not held up. */
    private void oneByOne() {
        try {
            for (int i = 0; i < MOST_EVENTS && closing.getCount() > 0; i++) {
                try {
                    if (step(1) == 0) {
                        return;
                    }
                } catch (DataIntegrityViolationException e) {
                    LOG.error(
                            "{} passes over an event that cannot be applied",
                            Thread.currentThread().getName(),
                            e);
                    passed.increment();
                    transactions.executeWithoutResult(_ -> place().ifPresent(place -> move(next(place, 1))));
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("{} put off", Thread.currentThread().getName(), e);
            pause(AFTER_FAILURE);
        }
    }

    /** Applies the next events, if this instance is the one that reads; how many there were. */
    private int step(int most) {
        if (!mayHaveNext()) {
            return 0;
        }
        Integer read = transactions.execute(_ -> {
            Optional<Offset> place = place();
            if (place.isEmpty()) {
                return 0;
            }
            List<Read> next = next(place.get(), most);
            if (!next.isEmpty()) {
                handler.apply(next.stream().map(Read::event).toList());
                move(next);
            }
            return next.size();
        });
        return read == null ? 0 : read;
    }

    private boolean mayHaveNext() {
        return jdbc.sql(ANY).param(name).query(Boolean.class).optional().orElse(true);
    }

    private void move(List<Read> read) {
        if (!read.isEmpty()) {
            Read last = read.getLast();
            jdbc.sql("update core.outbox_offset set xid = ?::xid8, id = ? where reader = ?")
                    .params(last.offset().xid(), last.offset().id(), name)
                    .update();
            newestMillis.set(last.event().at().toEpochMilli());
        }
    }

    private Optional<Offset> place() {
        Optional<Offset> place = locked();
        if (place.isPresent()) {
            return place;
        }
        int begun = jdbc.sql(
                        "insert into core.outbox_offset (reader, xid, id) values (?, '0', 0) on conflict do nothing")
                .param(name)
                .update();
        return begun == 0 ? Optional.empty() : locked();
    }

    private Optional<Offset> locked() {
        return jdbc.sql("""
                        select xid::text, id, xid >= pg_snapshot_xmax(pg_current_snapshot()) from core.outbox_offset
                        where reader = ? for update skip locked""")
                .param(name)
                .query((row, _) -> {
                    if (row.getBoolean(3)) {
                        throw new IllegalStateException(
                                "the outbox was restored from another database cluster: see Backups in docs/ops");
                    }
                    return new Offset(row.getString(1), row.getLong(2));
                })
                .optional();
    }

    private List<Read> next(Offset after, int most) {
        return jdbc.sql(EVENTS)
                .param("xid", after.xid())
                .param("id", after.id())
                .param("most", most)
                .query((row, _) -> new Read(
                        new Offset(row.getString(1), row.getLong(2)),
                        new Event(
                                row.getString(3),
                                row.getObject(4, UUID.class),
                                row.getTimestamp(5).toInstant(),
                                RawJson.of(row.getString(6)))))
                .list();
    }

    private static double lagSeconds(AtomicLong newestMillis) {
        return Math.max(0, System.currentTimeMillis() - newestMillis.get()) / 1000.0;
    }

    private void pause(Duration time) {
        try {
            boolean _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }
}
