package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.ledger.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Words for the money of jobs. */
abstract class EscrowTest extends PaymentTest {

    final String operator = someone("operator");
    final Account escrow = new Account(client, AITBC, Account.Kind.ESCROW);

    /** As ai-service asks before it writes jobs. */
    MvcTestResult hold(String payer, @Nullable String amount, List<UUID> jobs) {
        return hold(payer, amount, AITBC, jobs);
    }

    MvcTestResult hold(String payer, @Nullable String amount, Currency currency, List<UUID> jobs) {
        String wanted = String.join(
                ",",
                jobs.stream()
                        .map(job -> "{\"job_id\":\"%s\",\"amount\":%s,\"currency\":\"%s\",\"ttl_seconds\":900}"
                                .formatted(Ids.text(job), amount, currency))
                        .toList());
        return as("ai-service", Role.SERVICE, HttpMethod.POST, "/internal/escrows")
                .contentType(APPLICATION_JSON)
                .content("{\"payer\":\"%s\",\"jobs\":[%s]}".formatted(payer, wanted))
                .exchange();
    }

    /** A job whose money is held. */
    UUID paidJob(String amount) {
        return paidJob(amount, AITBC);
    }

    UUID paidJob(String amount, Currency currency) {
        UUID job = Ids.next();
        assertThat(hold(client, amount, currency, List.of(job))).hasStatus(200);
        job(client, job);
        return job;
    }

    JsonNode payment(UUID job) {
        MvcTestResult answer = get(client, "/v1/jobs/" + Ids.text(job) + "/payment");
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    void awaitStatus(UUID job, String status) {
        await().untilAsserted(() ->
                assertThat(payment(job).path("status").stringValue()).isEqualTo(status));
    }

    /** A run of a job that is checked, as ai-service opens it. */
    void run(UUID run, UUID job, int number) {
        jdbc.sql("insert into core.assurance_run (run_id, job_id, number) values (?, ?, ?)")
                .params(run, job, number)
                .update();
    }

    /** As ai-service decides. */
    void decide(UUID run, String verdict, @Nullable UUID payee) {
        jdbc.sql("""
                        with judged as (
                          update core.assurance_run set verdict = :verdict, payee_run = :payee, judged_at = now()
                          where run_id = :run returning run_id)
                        insert into core.outbox (event, subject) select 'assurance.decided', run_id from judged""")
                .param("run", run)
                .param("verdict", verdict)
                .param("payee", payee)
                .update();
    }

    /** Gives a waiting job to a miner, as dispatch does. */
    void lease(UUID job, String miner) {
        jdbc.sql("""
                        with r as (delete from core.ready where id = :job returning class, id, expires_at)
                        insert into core.lease (job_id, id, miner_id, class, attempt, started_at, until, expires_at)
                        select id, :lease, :miner, class, 1, now(), now() + interval '60 s', expires_at from r""")
                .param("job", job)
                .param("lease", Ids.next())
                .param("miner", miner)
                .update();
    }
}
