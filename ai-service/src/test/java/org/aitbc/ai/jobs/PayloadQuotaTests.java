package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aitbc.ai.AiTest;
import org.aitbc.ai.FakeEscrows.Course;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a client's payloads may come to. Each job here has a payload of 35 bytes. */
class PayloadQuotaTests extends AiTest {

    private static final int BYTES = 35;
    private static final String PAID = "{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"payment_amount\":5}";
    private static final String THREE = "{\"jobs\":[%1$s,%1$s,%1$s]}".formatted(SOME_JOB);

    @Autowired
    private PayloadQuota quota;

    /** As if the client had other jobs already. */
    private void leave(int jobs) {
        count(quota.unfinished().toBytes() - (long) jobs * BYTES, 0, "now()");
    }

    private void count(long unfinished, long ofDay, String day) {
        jdbc.sql("insert into core.payload_use (client, shard, unfinished, day, of_day) values (?, -1, ?, (" + day
                        + " at time zone 'utc')::date, ?)")
                .params(client, unfinished, ofDay)
                .update();
    }

    private static void assertFull(MvcTestResult answer, String whatHelps) {
        assertProblem(answer, 429, "TOO_MANY_REQUESTS");
        assertThat(json(answer).path("detail").stringValue()).contains(whatHelps);
    }

    @Test
    void payloadsOfUnfinishedJobsAreBoundedUntilAJobEnds() {
        leave(2);
        String first = submit(SOME_JOB);
        submit(SOME_JOB);
        assertFull(post("/v1/jobs", SOME_JOB), "cancel some");
        assertThat(jobs()).isEqualTo(2);

        assertThat(as(client, Role.CLIENT, HttpMethod.DELETE, "/v1/jobs/" + first)
                        .exchange())
                .hasStatusOk();
        submit(SOME_JOB);
        assertFull(post("/v1/jobs", SOME_JOB), "cancel some");
    }

    @Test
    void ofABatchAllJobsFitOrNone() {
        leave(2);
        assertFull(post("/v1/jobs/batch", THREE), "smaller payloads");
        assertThat(jobs()).isZero();
        submit(SOME_JOB);
        submit(SOME_JOB);
    }

    @Test
    void manyAtOnceDoNotPassTheQuota() throws InterruptedException {
        leave(10);
        List<Integer> statuses =
                atOnce(60, () -> post("/v1/jobs", SOME_JOB).getResponse().getStatus());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(50);
    }

    @Test
    void aRepetitionIsAnsweredThoughNothingMoreFits() {
        leave(1);
        MvcTestResult first = postKeyed("/v1/jobs", "key", SOME_JOB);
        assertThat(first).hasStatus(201);
        assertThat(body(postKeyed("/v1/jobs", "key", SOME_JOB))).isEqualTo(body(first));
        assertFull(postKeyed("/v1/jobs", "another", SOME_JOB), "cancel some");
        leaveMore();
        assertThat(postKeyed("/v1/jobs", "another", SOME_JOB)).hasStatus(201);
    }

    private void leaveMore() {
        jdbc.sql("update core.payload_use set unfinished = unfinished - ? where client = ? and shard = -1")
                .params(BYTES, client)
                .update();
    }

    @Test
    void noMoneyIsHeldForWhatDoesNotFit() {
        leave(1);
        escrows.set(client, Course.HELD);
        assertThat(post("/v1/jobs", PAID)).hasStatus(201);
        assertFull(post("/v1/jobs", PAID), "cancel some");
        assertThat(escrows.orders(client)).isEqualTo(1);
    }

    @Test
    void payloadsOfADayAreBoundedThoughTheirJobsEnd() {
        count(0, quota.perDay().toBytes() - BYTES, "now()");
        end(submit(SOME_JOB));
        MvcTestResult refused = post("/v1/jobs", SOME_JOB);
        assertFull(refused, "tomorrow");
        assertThat(refused.getResponse().getHeader("Retry-After")).matches("[1-9][0-9]{0,4}");
        jdbc.sql("update core.payload_use set day = day - 1 where client = ?")
                .param(client)
                .update();
        submit(SOME_JOB);
    }

    @Test
    void whatHasEndedIsNotCountedAsUnfinished() {
        end(submit(SOME_JOB));
        submit(SOME_JOB);
        assertThat(jdbc.sql("select sum(unfinished) from core.payload_use where client = ?")
                        .param(client)
                        .query(Long.class)
                        .single())
                .isEqualTo(BYTES);
    }

    private void end(String job) {
        jdbc.sql("""
                        with r as (delete from core.ready where id = :job)
                        insert into core.outcome (job_id, state, attempt) values (:job, 'EXPIRED', 0)""").param("job", Ids.parse(job)).update();
    }
}
