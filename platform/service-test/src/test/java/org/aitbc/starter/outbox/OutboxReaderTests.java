package org.aitbc.starter.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.aitbc.domain.json.RawJson;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.RecordStatement;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.aitbc.starter.outbox.OutboxReader.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class OutboxReaderTests {

    private static final DataSource DATABASE =
            TestDatabase.dataSource(TestDatabase.create("outbox_reader", List.of("core")));

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
    private final List<UUID> applied = new CopyOnWriteArrayList<>();

    @BeforeEach
    @AfterEach
    void empty() {
        jdbc.sql("truncate core.outbox, core.outbox_offset").update();
    }

    private OutboxReader reader(Handler handler) {
        return new OutboxReader("test", jdbc, transactions, new SimpleMeterRegistry(), handler);
    }

    private void note(List<Event> events) {
        events.stream().map(Event::subject).forEach(applied::add);
    }

    private static UUID subject(long number) {
        return new UUID(0, number);
    }

    private void write(long xid) {
        jdbc.sql("insert into core.outbox (xid, event, subject) values (?::text::xid8, 'test', ?)")
                .params(Long.toString(xid), subject(xid))
                .update();
    }

    private void writeMany() {
        jdbc.sql(
                        "insert into core.outbox (xid, event, subject) select '5'::xid8, 'test', ? from generate_series(1, 20000)")
                .param(subject(5))
                .update();
        jdbc.sql("insert into core.outbox_offset (reader, xid, id) select 'test', max(xid), max(id) from core.outbox")
                .update();
        jdbc.sql("analyze core.outbox").update();
    }

    private void awaitApplied(int events) {
        await().until(() -> applied.size() >= events);
    }

    @Test
    void subjectsAreThoseOfTheEventsOfTheseNamesInTheirOrder() {
        List<Event> events = IntStream.range(0, 4)
                .mapToObj(i -> new Event("job." + (i % 3), subject(i), Instant.EPOCH, null))
                .toList();
        assertThat(Event.subjects(events, "job.0", "job.2")).containsExactly(subject(0), subject(2), subject(3));
        assertThat(Event.subjects(events, "job.4")).isEmpty();
    }

    @Test
    void lookingForNothingDoesNotReadTheWholeOutbox() {
        writeMany();

        List<String> plan = jdbc.sql("explain " + OutboxReader.ANY)
                .param("test")
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan)).contains("outbox_pkey").doesNotContain("Seq Scan on outbox o");
    }

    @Test
    void eventsComeInTheOrderOfTransactionsAlsoWhereTheirNumbersGetLonger() {
        for (long xid = 12; xid > 7; xid--) {
            write(xid);
        }
        try (OutboxReader _ = reader(this::note)) {
            awaitApplied(5);
            write(13);
            awaitApplied(6);
        }
        assertThat(applied).containsExactly(subject(8), subject(9), subject(10), subject(11), subject(12), subject(13));
    }

    @Test
    void aReaderThatStartsAgainGoesOnWhereItWas() {
        write(8);
        try (OutboxReader _ = reader(this::note)) {
            awaitApplied(1);
        }
        write(9);
        try (OutboxReader _ = reader(this::note)) {
            awaitApplied(2);
        }
        assertThat(applied).containsExactly(subject(8), subject(9));
    }

    @Test
    void aFailureLeavesNothingBehindAndIsTriedAgain() {
        jdbc.sql("create table if not exists effect (n int)").update();
        write(8);
        AtomicInteger tries = new AtomicInteger();
        try (OutboxReader _ = reader(events -> {
            jdbc.sql("insert into effect values (1)").update();
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("at first");
            }
            note(events);
        })) {
            awaitApplied(1);
        }
        assertThat(jdbc.sql("select count(*) from effect").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void eventsCarryWhatTheirReadersNeedToKnow() {
        OutboxWriter writer = new OutboxWriter(RecordStatement.client(new JdbcTemplate(DATABASE), JsonMapper.shared()));
        writer.tell("stake.changed", subject(1), Map.of("amount", new BigDecimal("1.5")));
        writer.tell("job.completed", subject(2));
        List<Event> read = new CopyOnWriteArrayList<>();
        try (OutboxReader _ = reader(read::addAll)) {
            await().until(() -> read.size() == 2);
        }
        assertThat(read)
                .extracting(Event::name, Event::data)
                .containsExactly(
                        tuple("stake.changed", new RawJson("{\"amount\": 1.5}")), tuple("job.completed", null));
    }

    @Test
    void nothingPassesATransactionThatIsStillRunning() throws SQLException {
        try (Connection slow = DATABASE.getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("insert into core.outbox (event, subject) values ('test', '" + subject(1) + "')");
            jdbc.sql("insert into core.outbox (event, subject) values ('test', ?)")
                    .param(subject(2))
                    .update();
            write(8);
            try (OutboxReader _ = reader(this::note)) {
                awaitApplied(1);
                slow.commit();
                awaitApplied(3);
            }
        }
        assertThat(applied).containsExactly(subject(8), subject(1), subject(2));
    }

    @Test
    void anEventThatCannotBeAppliedHoldsUpNoOther() {
        jdbc.sql("create table if not exists strict (subject uuid check (subject <> '" + subject(9) + "'))")
                .update();
        for (long xid = 8; xid < 12; xid++) {
            write(xid);
        }
        try (OutboxReader _ = reader(events -> {
            events.forEach(event -> jdbc.sql("insert into strict values (?)")
                    .param(event.subject())
                    .update());
            note(events);
        })) {
            awaitApplied(3);
        }
        assertThat(jdbc.sql("select subject from strict order by 1")
                        .query(UUID.class)
                        .list())
                .containsExactly(subject(8), subject(10), subject(11));
    }

    @Test
    void anOutboxOfAnotherClusterIsNotRead() {
        jdbc.sql("insert into core.outbox_offset (reader, xid, id) values ('test', '9000000000000', 1)")
                .update();
        write(8);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (OutboxReader _ = new OutboxReader("test", jdbc, transactions, meters, this::note)) {
            await().until(() -> meters.get("aitbc.outbox.lag.seconds").gauge().value() > 0.5);
        }
        assertThat(applied).isEmpty();
    }
}
