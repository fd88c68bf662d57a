package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class CancelTests extends AiTest {

    private static final String CANCELED = """
            {"state":"CANCELED","error":"canceled by client","error_code":"CANCELED"}""";

    @Test
    void aWaitingJobIsCanceled() {
        String job = submit(SOME_JOB);

        assertThat(cancel(client, job)).hasStatusOk().bodyJson().isLenientlyEqualTo(CANCELED);

        assertThat(get("/v1/jobs/" + job)).bodyJson().isLenientlyEqualTo(CANCELED);
        assertThat(rows("core.ready where id", job)).isZero();
        assertThat(rows("core.outbox where event = 'job.canceled' and subject", job))
                .isEqualTo(1);
    }

    @Test
    void aRunningJobIsCanceledAndItsLeaseEnds() {
        String job = submit(SOME_JOB);
        lease(job, "miner-1");

        assertThat(cancel(client, job)).hasStatusOk().bodyJson().isLenientlyEqualTo(CANCELED);

        assertThat(rows("core.lease where job_id", job)).isZero();
        assertThat(json(get("/v1/jobs/" + job)).path("attempt").intValue()).isEqualTo(1);
    }

    @Test
    void theTimeWorkedUntilACancelIsOwed() {
        String fixed = submit(SOME_JOB);
        String metered = submit(SOME_JOB);
        String unpaid = submit(SOME_JOB);
        for (String job : List.of(fixed, metered, unpaid)) {
            lease(job, "miner-1");
        }
        jdbc.sql("update core.job set payment_amount = 8 where id = ?")
                .param(Ids.parse(fixed))
                .update();
        for (String job : List.of(fixed, metered)) {
            jdbc.sql("""
                            insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at)
                            values (?, ?, ?, 8, 'AITBC', 'balance', 'escrowed', now() + interval '1 hour')""").params(Ids.next(), Ids.parse(job), client).update();
        }
        jdbc.sql("""
                        update core.lease set started_at = now() - interval '100 s', expires_at = now() + interval '300 s',
                          funded_until = case when job_id = ? then now() + interval '700 s' end""").param(Ids.parse(metered)).update();

        assertThat(worked(fixed)).isCloseTo(2, within(0.2));
        assertThat(worked(metered)).isCloseTo(1, within(0.1));
        assertThat(worked(unpaid)).isNull();
    }

    @Test
    void ofAFixedPriceTheTimeIsOwedAtTheNetworkPriceAtMost() {
        String dear = submit(SOME_JOB);
        String inEther = submit(SOME_JOB);
        for (String job : List.of(dear, inEther)) {
            lease(job, "miner-1");
            jdbc.sql("update core.job set payment_amount = 100 where id = ?")
                    .param(Ids.parse(job))
                    .update();
            jdbc.sql("""
                            insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at)
                            values (?, ?, ?, 100, ?, 'balance', 'escrowed', now() + interval '1 hour')""")
                    .params(Ids.next(), Ids.parse(job), client, job.equals(dear) ? "AITBC" : "ETH")
                    .update();
            jdbc.sql("""
                            update core.lease set started_at = now() - interval '100 s', expires_at = now() + interval '100 s'
                            where job_id = ?""").param(Ids.parse(job)).update();
        }

        assertThat(worked(dear)).isCloseTo(2, within(0.2));
        assertThat(worked(inEther)).isCloseTo(50, within(5.0));
    }

    private @Nullable Double worked(String job) {
        JsonNode canceled = json(cancel(client, job));
        assertThat(canceled.path("assigned_miner_id").stringValue()).isEqualTo("miner-1");
        return canceled.path("price").isNull() ? null : canceled.path("price").doubleValue();
    }

    @Test
    void deleteIsTheSame() {
        String job = submit(SOME_JOB);

        assertThat(as(client, Role.CLIENT, HttpMethod.DELETE, "/v1/jobs/" + job).exchange())
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo(CANCELED);
        assertThat(state(job)).isEqualTo("CANCELED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELED", "EXPIRED"})
    void anEndedJobStaysAsItEnded(String ended) {
        String job = submit(SOME_JOB);
        jdbc.sql("delete from core.ready where id = ?").param(Ids.parse(job)).update();
        jdbc.sql("insert into core.outcome (job_id, state, attempt) values (?, ?, 1)")
                .params(Ids.parse(job), ended)
                .update();

        assertProblem(cancel(client, job), 409, "JOB_NOT_CANCELABLE");
        assertThat(state(job)).isEqualTo(ended);
    }

    @Test
    void aJobPastItsEndCannotBeCanceled() {
        String waiting = submit(SOME_JOB);
        String running = submit(SOME_JOB);
        lease(running, "miner-1");
        passEndOf(waiting);
        passEndOf(running);

        assertProblem(cancel(client, waiting), 409, "JOB_NOT_CANCELABLE");
        assertProblem(cancel(client, running), 409, "JOB_NOT_CANCELABLE");
        assertThat(state(running)).isEqualTo("EXPIRED");
    }

    @Test
    void ofManyCancelsOneWins() throws Exception {
        String waiting = submit(SOME_JOB);
        String running = submit(SOME_JOB);
        lease(running, "miner-1");

        for (String job : List.of(waiting, running)) {
            List<Integer> statuses =
                    atOnce(20, () -> cancel(client, job).getResponse().getStatus());

            assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
            assertThat(rows("core.outcome where job_id", job)).isEqualTo(1);
            assertThat(rows("core.outbox where event = 'job.canceled' and subject", job))
                    .isEqualTo(1);
        }
    }

    @Test
    void anothersJobIsNotCanceled() {
        String job = submit(SOME_JOB);

        assertProblem(cancel(someone(), job), 404, "JOB_NOT_FOUND");
        assertThat(state(job)).isEqualTo("QUEUED");
    }

    @Test
    void anAdminCancelsAnyJob() {
        String job = submit(SOME_JOB);

        assertThat(as("root", Role.ADMIN, HttpMethod.POST, "/v1/jobs/" + job + "/cancel")
                        .exchange())
                .hasStatusOk();
        assertThat(state(job)).isEqualTo("CANCELED");
    }

    private MvcTestResult cancel(String subject, String job) {
        return as(subject, Role.CLIENT, HttpMethod.POST, "/v1/jobs/" + job + "/cancel")
                .exchange();
    }

    private int rows(String tableWhereColumn, String job) {
        return jdbc.sql("select count(*) from " + tableWhereColumn + " = ?")
                .param(Ids.parse(job))
                .query(Integer.class)
                .single();
    }
}
