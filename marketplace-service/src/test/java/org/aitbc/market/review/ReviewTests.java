package org.aitbc.market.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ReviewTests extends MarketTest {

    private String miner = "";
    private String gpu = "";

    @BeforeEach
    void list() {
        miner = miner(operator, gpus("T4"));
        gpu = read(post(operator, "/v1/marketplace/gpu/register", """
                        {"gpu": {"model": "T4", "memory_gb": 16, "price_per_hour": 1, "miner_id": "%s"}}""".formatted(miner)))
                .path("gpu_id")
                .stringValue();
    }

    private MvcTestResult review(String author, int rating) {
        return post(author, path(), "{\"rating\": %d, \"comment\": \"fast\"}".formatted(rating));
    }

    private String path() {
        return "/v1/marketplace/gpu/" + gpu + "/reviews";
    }

    private void booking(String by, String state, String billed) {
        jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, span, state, billed)
                        values (?, ?, ?, ?, 'on_demand', 1, 'AITBC',
                          tstzrange(now() - interval '2 hours', now() - interval '1 hour'), ?, ?::numeric)""")
                .params(Ids.next(), Ids.parse(gpu), by, operator, state, billed)
                .update();
    }

    private void job(String by, String state, String worker, int paid) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into core.job (id, client, class, payload, expires_at, payment_currency)
                        values (?, ?, 0, '{}', now() + interval '1 hour', 'AITBC')""").params(id, by).update();
        jdbc.sql("""
                        insert into core.outcome (job_id, state, miner_id, attempt, receipt_id, receipt)
                        values (:id, :state, :miner, 1, :receipt, case when :state = 'COMPLETED' then '{}'::json end)""")
                .param("id", id)
                .param("state", state)
                .param("miner", worker)
                .param("receipt", state.equals("COMPLETED") ? Ids.next() : null)
                .update();
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at,
                          released, refunded, miner_id, settled_at)
                        values (?, ?, ?, 2, 'AITBC', 'escrow', ?, now() + interval '1 hour', ?, ?, ?, now())""")
                .params(Ids.next(), id, by, paid > 0 ? "released" : "refunded", paid, 2 - paid, worker)
                .update();
    }

    @Test
    void whoPaidABookingReviewsItOnce() {
        booking(client, "completed", "1");
        MvcTestResult answer = review(client, 4);
        assertThat(answer).hasStatus(201);
        assertThat(json(answer).path("status").stringValue()).isEqualTo("review_added");
        assertThat(json(answer).path("gpu_id").stringValue()).isEqualTo(gpu);
        assertThat(json(answer).path("review_id").stringValue()).hasSize(32);
        assertThat(json(answer).path("average_rating").intValue()).isEqualTo(4);
        assertProblem(review(client, 1), 409, "ALREADY_REVIEWED");
    }

    @Test
    void anAuthorReviewsAGpuOnceInThirtyDays() {
        booking(client, "completed", "1");
        assertThat(review(client, 4)).hasStatus(201);
        age(client, 1);
        booking(client, "completed", "1");
        assertProblem(review(client, 5), 409, "ALREADY_REVIEWED");
        age(client, 28);
        assertProblem(review(client, 5), 409, "ALREADY_REVIEWED");
        age(client, 2);
        assertThat(review(client, 5)).hasStatus(201);
        age(client, 31);
        assertProblem(review(client, 5), 409, "ALREADY_REVIEWED");
        assertThat(read(get(path())).path("total_reviews").intValue()).isEqualTo(2);
    }

    /** What an author has booked and said so far was so long before. */
    private void age(String author, int days) {
        jdbc.sql("""
                        update marketplace.booking set span = tstzrange(lower(span) - make_interval(days => :days), upper(span) - make_interval(days => :days))
                        where client = :author""").param("days", days).param("author", author).update();
        jdbc.sql("update marketplace.review set created_at = created_at - make_interval(days => ?) where author = ?")
                .params(days, author)
                .update();
    }

    @Test
    void aRatingCountsByWhatWasPaid() {
        booking(client, "completed", "0.5");
        review(client, 1);
        String regular = someone("client");
        booking(regular, "completed", "1");
        job(regular, "COMPLETED", miner, 2);
        review(regular, 5);
        // (1 * 0.5 + 5 * 3) / 3.5
        assertThat(read(get(path())).path("average_rating").decimalValue()).isEqualByComparingTo("4.43");
    }

    @Test
    void aKeyIsForOneReview() {
        booking(client, "completed", "1");
        booking(client, "completed", "1");
        MvcTestResult first = keyed("{\"rating\": 4, \"comment\": \"fast\"}");
        MvcTestResult again = keyed("{\"rating\": 4, \"comment\": \"fast\"}");
        assertThat(again).hasStatus(201);
        assertThat(json(again)).isEqualTo(json(first));
        assertThat(read(get(path())).path("total_reviews").intValue()).isEqualTo(1);
        assertProblem(keyed("{\"rating\": 5, \"comment\": \"fast\"}"), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    private MvcTestResult keyed(String json) {
        return as(client, Role.CLIENT, HttpMethod.POST, path())
                .header("Idempotency-Key", "one review")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    @Test
    void whoHasAReceiptReviewsIt() {
        job(client, "COMPLETED", miner, 2);
        assertThat(review(client, 3)).hasStatus(201);
        assertProblem(review(client, 3), 409, "ALREADY_REVIEWED");
        assertThat(read(get(path())).path("reviews").get(0).path("basis").stringValue())
                .isEqualTo("receipt");
    }

    @Test
    void aJobOfAWorkerWithSeveralGpusTellsNotWhichWasUsed() {
        job(client, "COMPLETED", miner, 1);
        job(client, "COMPLETED", miner, 2);
        assertThat(review(client, 3)).hasStatus(201);
        gpu = read(post(operator, "/v1/marketplace/gpu/register", """
                        {"gpu": {"model": "T4", "memory_gb": 16, "price_per_hour": 1, "miner_id": "%s"}}""".formatted(miner)))
                .path("gpu_id")
                .stringValue();
        // it is only claimed: the jobs were the other's
        assertProblem(review(client, 4), 403, "NOT_A_CUSTOMER");
        jdbc.sql("update marketplace.gpu set claimed = false where id = ?")
                .param(Ids.parse(gpu))
                .update();
        String other = someone("client");
        job(other, "COMPLETED", miner, 2);
        assertProblem(review(other, 4), 403, "NOT_A_CUSTOMER");
        booking(other, "completed", "1");
        assertThat(review(other, 4)).hasStatus(201);
    }

    @Test
    void aCardThatCameLaterIsNotReviewedForTheJobsBefore() {
        job(client, "COMPLETED", miner, 2);
        jdbc.sql("update core.outcome set started_at = now() - interval '1 hour' where miner_id = ?")
                .param(miner)
                .update();
        assertProblem(review(client, 3), 403, "NOT_A_CUSTOMER");
        jdbc.sql("update marketplace.gpu set bound_at = now() - interval '2 hours' where id = ?")
                .param(Ids.parse(gpu))
                .update();
        assertThat(review(client, 3)).hasStatus(201);
    }

    @Test
    void whatItsOperatorListsOrReportsLaterTakesNoReviewAway() {
        job(client, "COMPLETED", miner, 2);
        jdbc.sql("update core.outcome set started_at = now() where miner_id = ?")
                .param(miner)
                .update();
        cards("one");
        read(post(operator, "/v1/marketplace/gpu/register", """
                        {"gpu": {"model": "A100", "memory_gb": 80, "price_per_hour": 1, "miner_id": "%s"}}""".formatted(miner)));
        assertThat(jdbc.sql("select count(*) from marketplace.gpu where miner_id = ? and not claimed")
                        .param(miner)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(review(client, 1)).hasStatus(201);
    }

    private void cards(String uuid) {
        jdbc.sql("update core.miner set capabilities = ?::json, updated_at = now() where id = ?")
                .params(
                        "{\"gpus\":[{\"name\":\"T4\",\"memory_mb\":15360,\"uuid\":\"GPU-%s-%s\"},{\"name\":\"A100\",\"memory_mb\":81559}]}"
                                .formatted(uuid, miner),
                        miner)
                .update();
    }

    @Test
    void nobodyElseReviews() {
        booking(client, "active", "1");
        booking(client, "cancelled", "1");
        booking(client, "completed", "0");
        booking(someone("client"), "completed", "1");
        job(client, "FAILED", miner, 1);
        job(client, "COMPLETED", miner, 0);
        job(client, "COMPLETED", miner(operator), 2);
        assertProblem(review(client, 5), 403, "NOT_A_CUSTOMER");
        booking(operator, "completed", "1");
        assertProblem(review(operator, 5), 403, "OWN_GPU");
        assertThat(read(get(path())).path("total_reviews").intValue()).isZero();
        assertThat(http.post().uri(path()).content("{}").exchange()).hasStatus(401);
    }

    @Test
    void ofManyAtOnceOneIsTaken() throws InterruptedException {
        booking(client, "completed", "1");
        List<Integer> statuses =
                atOnce(10, () -> review(client, 5).getResponse().getStatus());
        assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 409);
        assertThat(read(get(path())).path("total_reviews").intValue()).isEqualTo(1);
    }

    @Test
    void theAverageIsShownWhereTheGpuIs() {
        String other = someone("client");
        booking(client, "completed", "1");
        booking(other, "completed", "1");
        review(client, 5);
        review(other, 4);
        age(other, 31);
        booking(other, "completed", "1");
        review(other, 4);
        JsonNode reviews = read(get(path() + "?limit=2"));
        assertThat(reviews.path("average_rating").decimalValue()).isEqualByComparingTo("4.33");
        assertThat(reviews.path("total_reviews").intValue()).isEqualTo(3);
        assertThat(reviews.path("reviews")).hasSize(2);
        JsonNode last = reviews.path("reviews").get(1);
        assertThat(last.path("user").stringValue()).isEqualTo(other);
        assertThat(last.path("comment").stringValue()).isEqualTo("fast");
        assertThat(last.path("date").isString()).isTrue();
        JsonNode rest = read(get(path() + "?cursor=" + last.path("review_id").stringValue()));
        assertThat(rest.path("reviews")).hasSize(1);
        assertThat(rest.path("reviews").get(0).path("rating").intValue()).isEqualTo(5);
        JsonNode shown = read(get("/v1/marketplace/gpu/" + gpu));
        assertThat(shown.path("average_rating").decimalValue()).isEqualByComparingTo("4.33");
        assertThat(shown.path("total_reviews").intValue()).isEqualTo(3);
        assertThat(read(http.get()
                                .uri(
                                        "/v1/marketplace/gpu/search?q={q}",
                                        "owner:" + operator + " average_rating>4.3 total_reviews:3")
                                .exchange())
                        .path("total")
                        .intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rating\": 0, \"comment\": \"\"}",
                "{\"rating\": 6, \"comment\": \"\"}",
                "{\"rating\": 5}",
                "{\"comment\": \"good\"}",
                "{\"rating\": 5, \"comment\": \"\\u0000\"}"
            })
    void whatIsNoReviewIsRefused(String body) {
        booking(client, "completed", "1");
        assertProblem(post(client, path(), body), 422, "VALIDATION_ERROR");
    }

    @Test
    void anUnknownGpuHasNoReviews() {
        String unknown = "/v1/marketplace/gpu/" + Ids.text(Ids.next()) + "/reviews";
        assertProblem(get(unknown), 404, "GPU_NOT_FOUND");
        assertProblem(post(client, unknown, "{\"rating\": 5, \"comment\": \"\"}"), 404, "GPU_NOT_FOUND");
    }
}
