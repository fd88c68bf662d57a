package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Jobs on time that their client has booked. */
class BookedSubmitTests extends AiTest {

    @Test
    void aJobOnBookedTimeIsTakenAndNotPaidForAgain() {
        UUID booking = book(client, "ada", true, -60, 3600);
        limit();

        JsonNode job = json(post("/v1/jobs", on(booking)));

        assertThat(job.path("state").stringValue()).isEqualTo("QUEUED");
        assertThat(job.path("payment_id").isNull()).isTrue();
        assertThat(escrows.orders(client)).isZero();
        assertThat(requirement(job)).contains("\"booking_id\":\"" + booking);
    }

    @Test
    void aJobEndsWithItsBookingAtTheLatest() {
        UUID booking = book(client, "ada", true, -60, 120);

        JsonNode job = json(post("/v1/jobs", on(booking)));

        Duration lives = Duration.between(
                Instant.parse(job.path("requested_at").stringValue()),
                Instant.parse(job.path("expires_at").stringValue()));
        assertThat(lives).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
    }

    @Test
    void timeThatHasNotBegunMayBeAskedFor() {
        assertThat(post("/v1/jobs", on(book(client, "ada", false, 60, 120)))).hasStatus(201);
    }

    @Test
    void anothersBookingIsNotFound() {
        assertProblem(post("/v1/jobs", on(book(someone(), "ada", true, -60, 60))), 404, "BOOKING_NOT_FOUND");
        assertProblem(post("/v1/jobs", on(Ids.next())), 404, "BOOKING_NOT_FOUND");
        assertThat(jobs()).isZero();
    }

    @Test
    void timeThatIsOverIsAConflict() {
        UUID booking = book(client, "ada", true, -60, -1);

        assertProblem(post("/v1/jobs", on(booking)), 409, "BOOKING_ENDED");
        assertProblem(postKeyed("/v1/jobs", "k-1", on(booking)), 409, "BOOKING_ENDED");
        assertProblem(
                post("/v1/jobs/batch", "{\"jobs\":[%s,%s]}".formatted(SOME_JOB, on(booking))), 409, "BOOKING_ENDED");
        assertThat(jobs()).isZero();
    }

    @Test
    void onTimeThatIsPausedAJobMayWait() {
        UUID booking = book(client, "ada", true, -60, 60);
        jdbc.sql("update core.reservation set paused = true where booking_id = ?")
                .param(booking)
                .update();

        assertThat(post("/v1/jobs", on(booking))).hasStatus(201);
    }

    @Test
    void aRepetitionIsAnsweredAlsoWhenTheTimeIsOver() {
        UUID booking = book(client, "ada", true, -60, 60);
        MvcTestResult first = postKeyed("/v1/jobs", "k-2", on(booking));
        assertThat(first).hasStatus(201);
        jdbc.sql("update core.reservation set ends_at = now() where booking_id = ?")
                .param(booking)
                .update();

        assertThat(body(postKeyed("/v1/jobs", "k-2", on(booking)))).isEqualTo(body(first));
    }

    @Test
    void aPriceBesideTheBookingIsRefused() {
        UUID booking = book(client, "ada", true, -60, 60);

        assertInvalid(
                post("/v1/jobs", on(booking).replaceFirst("\\{", "{\"payment_amount\":1,")), "body.payment_amount");
    }

    @Test
    void whatIsNoIdIsRefused() {
        assertThat(post("/v1/jobs", "{\"payload\":{},\"constraints\":{\"booking_id\":\"mine\"}}"))
                .hasStatus4xxClientError();
    }

    @Test
    void inABatchOnlyTheOthersArePaidFor() {
        UUID booking = book(client, "ada", true, -60, 60);
        limit();

        JsonNode jobs = json(post("/v1/jobs/batch", "{\"jobs\":[%s,%s]}".formatted(SOME_JOB, on(booking))))
                .path("items");

        assertThat(jobs.at("/0/payment_id").isNull()).isFalse();
        assertThat(jobs.at("/1/payment_id").isNull()).isTrue();
        assertThat(jobs()).isEqualTo(2);
    }

    /** Lets each of the client's jobs cost something. */
    private void limit() {
        jdbc.sql("insert into core.spend_limit (owner, currency, per_job) values (?, 'AITBC', ?)")
                .params(client, BigDecimal.ONE)
                .update();
    }

    private String requirement(JsonNode job) {
        return jdbc.sql("select r.key from core.job j join core.requirement r on r.class = j.class where j.id = ?")
                .param(Ids.parse(job.path("job_id").stringValue()))
                .query(String.class)
                .single();
    }

    private static String on(UUID booking) {
        return "{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"constraints\":{\"booking_id\":\"%s\"}}"
                .formatted(Ids.text(booking));
    }
}
