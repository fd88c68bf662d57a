package org.aitbc.ai.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class OldJobsTests {

    private static final DataSource DATABASE =
            TestDatabase.dataSource(TestDatabase.create("retention", List.of("core")));
    private static final String RECEIPT = "{\"metadata\": {\"job_payload\": {\"a\": 1}},  \"signature\": {}}";
    private static final int DAYS = 90;

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(DATABASE));

    @BeforeEach
    void nothingIsThere() {
        jdbc.sql(
                        "truncate core.job, core.outcome, core.ready, core.checkpoint, core.payment, core.assurance_run, core.outbox,"
                                + " core.outbox_offset, core.idempotency_key")
                .update();
        jdbc.sql("update core.retention_mark set job_id = '00000000-0000-0000-0000-000000000000'")
                .update();
    }

    private int forget(String sql, int most) {
        return jdbc.sql(sql)
                .param("days", DAYS)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** A job that ended so many days ago, with a checkpoint; it waits where it has no state. */
    private UUID job(@Nullable String state, int days) {
        UUID id = Ids.next();
        jdbc.sql("""
                        with j as (
                          insert into core.job (id, client, class, payload, requested_at, expires_at, payment_currency)
                          values (:id, 'c', 1, '{"a": 1}', now() - make_interval(days => :days, hours => 1),
                                  case when :state::text is null then now() + interval '1 hour' else now() - make_interval(days => :days) end, 'AITBC')),
                        c as (
                          insert into core.checkpoint (job_id, miner_id, attempt, started_at, share) values (:id, 'm', 1, now(), 0.5)),
                        r as (
                          insert into core.ready (class, id, attempt, expires_at)
                          select 1, :id, 0, now() + interval '1 hour' where :state::text is null)
                        insert into core.outcome (job_id, state, miner_id, attempt, ended_at, receipt_id, receipt)
                        select :id, :state, 'm', 1, now() - make_interval(days => :days),
                          case when :state = 'COMPLETED' then :id end, case when :state = 'COMPLETED' then :receipt::json end
                        where :state::text is not null""")
                .param("id", id)
                .param("state", state)
                .param("days", days)
                .param("receipt", RECEIPT)
                .update();
        return id;
    }

    private void pay(UUID job, String status) {
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at, released, settled_at)
                        values (:job, :job, 'c', 1, 'AITBC', 'x', :status, now(), case when :status = 'released' then 1 else 0 end,
                                case when :status = 'released' then now() end)""").param("job", job).param("status", status).update();
    }

    private List<UUID> left(String table) {
        return jdbc.sql("select * from (select %s) ids order by 1".formatted(table))
                .query(UUID.class)
                .list();
    }

    @Test
    void oldJobsGoAndYoungAndUnfinishedOnesStay() {
        job("FAILED", 91);
        UUID completed = job("COMPLETED", 91);
        job("CANCELED", 100);
        UUID young = job("FAILED", 89);
        UUID waiting = job(null, 0);

        assertThat(forget(OldJobs.JOBS, 1_000)).isEqualTo(3);
        assertThat(forget(OldJobs.JOBS, 1_000)).isZero();

        assertThat(left("id from core.job")).containsExactly(completed, young, waiting);
        assertThat(left("job_id from core.outcome")).containsExactly(completed, young);
        assertThat(left("job_id from core.checkpoint")).containsExactly(young, waiting);
    }

    @Test
    void aReceiptStaysAsItWasSignedWithWhoseItIsAndWhatWasPaid() {
        UUID job = job("COMPLETED", 91);
        pay(job, "released");

        forget(OldJobs.JOBS, 1_000);

        assertThat(jdbc.sql("select receipt::text from core.outcome")
                        .query(String.class)
                        .single())
                .isEqualTo(RECEIPT);
        assertThat(jdbc.sql("select client || ' ' || payload from core.job")
                        .query(String.class)
                        .single())
                .isEqualTo("c {}");
        assertThat(left("job_id from core.payment")).containsExactly(job);
    }

    @Test
    void aPaymentOutlivesTheJobThatFailed() {
        UUID job = job("CANCELED", 91);
        pay(job, "released");

        forget(OldJobs.JOBS, 1_000);

        assertThat(left("id from core.job")).isEmpty();
        assertThat(left("job_id from core.payment")).containsExactly(job);
    }

    @Test
    void whatIsNotSettledIsWaitedFor() {
        job("FAILED", 91);
        UUID disputed = job("COMPLETED", 91);
        pay(disputed, "disputed");
        UUID next = job("FAILED", 91);

        assertThat(forget(OldJobs.JOBS, 1_000)).isEqualTo(1);
        assertThat(left("id from core.job")).containsExactly(disputed, next);

        jdbc.sql("update core.payment set status = 'refunded', refunded = 1, settled_at = now()")
                .update();
        assertThat(forget(OldJobs.JOBS, 1_000)).isEqualTo(2);
        assertThat(left("id from core.job")).containsExactly(disputed);
    }

    @Test
    void whatWasCheckedIsEvidenceAndStays() {
        UUID job = job("FAILED", 91);
        jdbc.sql(
                        "insert into core.assurance_run (run_id, job_id, number, verdict, judged_at) values (?, ?, 1, 'agreed', now())")
                .params(job, job)
                .update();

        assertThat(forget(OldJobs.JOBS, 1_000)).isEqualTo(1);

        assertThat(left("id from core.job")).containsExactly(job);
        assertThat(left("job_id from core.outcome")).containsExactly(job);
    }

    @Test
    void aSweepThatIsKilledInBetweenLosesNothing() {
        List<UUID> completed = List.of(job("COMPLETED", 91), job("COMPLETED", 91));
        job("FAILED", 91);

        forget(OldJobs.JOBS, 1);
        transactions.executeWithoutResult(killed -> {
            assertThat(forget(OldJobs.JOBS, 1)).isEqualTo(1);
            killed.setRollbackOnly();
        });

        assertThat(left("job_id from core.checkpoint")).hasSize(2);
        while (forget(OldJobs.JOBS, 1) > 0) {}
        assertThat(left("job_id from core.checkpoint")).isEmpty();
        assertThat(left("id from core.job")).isEqualTo(completed);
        assertThat(left("job_id from core.outcome")).isEqualTo(completed);
    }

    @Test
    void eventsGoOnceTheyAreOldAndEachReaderHasReadThem() {
        event(91);
        event(91);
        event(1);
        assertThat(forget(OldJobs.EVENTS, 1_000)).isZero();
        reader("receipt-log", "max(xid)");
        reader("slow", "min(xid)");

        assertThat(forget(OldJobs.EVENTS, 1_000)).isEqualTo(1);
        jdbc.sql(
                        "update core.outbox_offset o set (xid, id) = (select xid, id from core.outbox order by xid desc limit 1)")
                .update();
        assertThat(forget(OldJobs.EVENTS, 1_000)).isEqualTo(1);
        assertThat(left("subject from core.outbox")).hasSize(1);
    }

    private void event(int days) {
        jdbc.sql("insert into core.outbox (event, subject, at) values ('e', ?, now() - make_interval(days => ?))")
                .params(Ids.next(), days)
                .update();
    }

    private void reader(String name, String xid) {
        jdbc.sql(
                        "insert into core.outbox_offset select ?, xid, id from core.outbox where xid::text::bigint = (select %s from (select xid::text::bigint as xid from core.outbox) x)"
                                .formatted(xid))
                .param(name)
                .update();
    }

    @Test
    void keysGoAsTheyAreOld() {
        UUID young = Ids.next();
        for (int days : List.of(91, 89)) {
            jdbc.sql("insert into core.idempotency_key values ('p', ?, 'h', ?, now() - make_interval(days => ?))")
                    .params("k" + days, young, days)
                    .update();
        }

        assertThat(forget(OldJobs.KEYS, 1_000)).isEqualTo(1);
        assertThat(jdbc.sql("select key from core.idempotency_key")
                        .query(String.class)
                        .list())
                .containsExactly("k89");
    }
}
