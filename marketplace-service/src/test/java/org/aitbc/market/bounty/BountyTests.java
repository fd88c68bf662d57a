package org.aitbc.market.bounty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.*;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.market.MarketTest;
import org.aitbc.market.bounty.Bounty.BountyCreateRequest;
import org.aitbc.servicetest.Decision;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.parameter.Parameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BountyTests extends MarketTest {

    @Autowired
    private ManageBounties sweep;

    @Autowired
    private Parameters parameters;

    @Autowired
    private Deals deals;

    @Autowired
    private JsonMapper mapper;

    private final String solver = someone("solver");
    private final String rival = someone("rival");

    @BeforeEach
    void fund() {
        money.fund(client, "1000");
    }

    private String offer(String members) {
        return """
                {"title": "Faster kernels", "description": "Make it fast, please", "reward_amount": 200, "requires_zk_proof": false,
                 "deadline": "%s"%s}""".formatted(Instant.now().plus(2, ChronoUnit.DAYS), members);
    }

    private String create(String members) {
        return read(post(client, "/v1/bounties", offer(members)))
                .path("bounty_id")
                .stringValue();
    }

    private MvcTestResult submit(String who, String bounty, int accuracy) {
        return post(who, "/v1/bounties/" + bounty + "/submit", """
                {"bounty_id": "%s", "performance_hash": "abc", "accuracy": %d, "test_results": {"runs": 3}}""".formatted(bounty, accuracy));
    }

    private String submitted(String who, String bounty, int accuracy) {
        return read(submit(who, bounty, accuracy)).path("submission_id").stringValue();
    }

    private MvcTestResult judge(String who, Role role, String bounty, String submission, boolean verified) {
        return post(who, role, "/v1/bounties/" + bounty + "/verify", """
                {"bounty_id": "%s", "submission_id": "%s", "verified": %s, "verifier_address": "me"}""".formatted(bounty, submission, verified));
    }

    private void win(String bounty, String submission) {
        read(judge(client, Role.CLIENT, bounty, submission, true));
    }

    private MvcTestResult dispute(String who, String bounty, String submission) {
        return post(who, "/v1/bounties/" + bounty + "/dispute", """
                {"bounty_id": "%s", "submission_id": "%s", "dispute_reason": "that was measured wrongly"}""".formatted(bounty, submission));
    }

    private JsonNode bounty(String id) {
        return read(get("/v1/bounties/" + id));
    }

    private String status(String id) {
        return bounty(id).path("status").stringValue();
    }

    private void age(String bounty, String interval) {
        jdbc.sql("update marketplace.bounty set deadline = deadline - cast(:age as interval) where id = :id")
                .param("age", interval)
                .param("id", Ids.parse(bounty))
                .update();
        jdbc.sql("""
                        update marketplace.submission set judged_at = judged_at - cast(:age as interval),
                          disputed_at = disputed_at - cast(:age as interval) where bounty_id = :id""").param("age", interval).param("id", Ids.parse(bounty)).update();
    }

    private void awaitAvailable(String owner, String amount) {
        await().untilAsserted(() -> assertThat(money.available(owner)).isEqualByComparingTo(amount));
    }

    @Nested
    class Offering {

        @Test
        void rewardAndFeesAreHeld() {
            JsonNode bounty =
                    read(post(client, "/v1/bounties", offer(", \"tags\": [\"cuda\"], \"category\": \"speed\"")));
            assertThat(bounty.path("status").stringValue()).isEqualTo("active");
            assertThat(bounty.path("tier").stringValue()).isEqualTo("bronze");
            assertThat(bounty.path("creation_fee").decimalValue()).isEqualByComparingTo("1");
            assertThat(bounty.path("success_fee").decimalValue()).isEqualByComparingTo("4");
            assertThat(bounty.path("platform_fee").decimalValue()).isEqualByComparingTo("2");
            assertThat(money.available(client)).isEqualByComparingTo("793");
            assertThat(bounty(bounty.path("bounty_id").stringValue())).isEqualTo(bounty);
        }

        @Test
        void feesAreThoseThatGovernanceHadDecidedWhenItWasCreated() {
            String before = create("");
            try (Decision _ = decided(Parameter.BOUNTY_CREATION_FEE, "0.01");
                    Decision _ = decided(Parameter.BOUNTY_SUCCESS_FEE, "0.03")) {
                JsonNode after = bounty(create(""));
                assertThat(after.path("creation_fee").decimalValue()).isEqualByComparingTo("2");
                assertThat(after.path("success_fee").decimalValue()).isEqualByComparingTo("6");
                assertThat(bounty(before).path("success_fee").decimalValue()).isEqualByComparingTo("4");
                assertThat(money.held(client)).isEqualByComparingTo("417");
            }
        }

        /** They change between the price and the bounty: it is not made of money that was held for others. */
        @Test
        void aBountyWhoseFeesChangeWhileItsMoneyIsHeldIsRefusedAndTheMoneyIsBack() {
            BountyCreateRequest offer = mapper.readValue(offer(""), BountyCreateRequest.class);
            Caller caller = new Caller(client, Role.CLIENT, Caller.DEFAULT_TENANT);
            List<Decision> decisions = new ArrayList<>();
            try {
                assertThatThrownBy(() -> deals.make(
                                caller,
                                null,
                                "bounty.create",
                                offer,
                                Bounty.class,
                                () -> {
                                    HoldTerms terms = sweep.terms(caller, offer);
                                    decisions.add(decided(Parameter.BOUNTY_CREATION_FEE, "0.01"));
                                    return terms;
                                },
                                hold -> sweep.create(hold, caller, offer)))
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                refused -> assertThat(refused.code()).isEqualTo("FEES_CHANGED"));
            } finally {
                decisions.forEach(Decision::close);
            }
            awaitAvailable(client, "1000");
        }

        private Decision decided(Parameter parameter, String value) {
            return new Decision(jdbc, parameters, parameter, value, Duration.ZERO);
        }

        @Test
        void theSameKeyIsTheSameBounty() {
            String body = offer("");
            String key = someone("key");
            JsonNode first = read(keyed(key, body));
            assertThat(read(keyed(key, body))).isEqualTo(first);
            assertThat(money.held(client)).isEqualByComparingTo("207");
        }

        private MvcTestResult keyed(String key, String body) {
            return as(client, Role.CLIENT, HttpMethod.POST, "/v1/bounties")
                    .header("Idempotency-Key", key)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange();
        }

        @Test
        void whatCannotBeIsRefusedAndHoldsNothing() {
            assertProblem(post(client, "/v1/bounties", offer(", \"tier\": \"gold\"")), 422, "VALIDATION_ERROR");
            assertProblem(post(client, "/v1/bounties", offer(", \"min_accuracy\": 101")), 422, "VALIDATION_ERROR");
            assertProblem(
                    post(
                            client,
                            "/v1/bounties",
                            offer("").replaceFirst("\"deadline\": \"\\d+", "\"deadline\": \"2020")),
                    422,
                    "VALIDATION_ERROR");
            assertProblem(post(someone("poor"), "/v1/bounties", offer("")), 402, "INSUFFICIENT_FUNDS");
            awaitAvailable(client, "1000");
        }
    }

    @Nested
    class Submitting {

        @Test
        void eachHandsInOneAndNotTheCreator() {
            String id = create("");
            submitted(solver, id, 95);
            assertProblem(submit(solver, id, 96), 409, "ALREADY_SUBMITTED");
            assertProblem(submit(client, id, 96), 403, "OWN_BOUNTY");
            assertThat(bounty(id).path("submission_count").intValue()).isEqualTo(1);
        }

        @Test
        void noMoreThanTheBountyTakesHoweverManyCome() throws InterruptedException {
            String id = create(", \"max_submissions\": 3");
            List<Integer> answers = atOnce(
                    12, () -> submit(someone("many"), id, 95).getResponse().getStatus());
            assertThat(answers).filteredOn(status -> status == 200).hasSize(3);
            assertThat(answers).filteredOn(status -> status == 409).hasSize(9);
        }

        @Test
        void aProofIsAskedForWhereTheBountySaysSo() {
            String id = read(post(client, "/v1/bounties", offer("").replace("false", "true")))
                    .path("bounty_id")
                    .stringValue();
            assertProblem(submit(solver, id, 95), 422, "ZK_PROOF_REQUIRED");
        }

        @Test
        void onlyTheCreatorSeesWhatCameIn() {
            String id = create("");
            submitted(solver, id, 95);
            assertThat(read(get(client, "/v1/bounties/" + id + "/submissions"))).hasSize(1);
            assertProblem(get(rival, "/v1/bounties/" + id + "/submissions"), 403, "NOT_AUTHORIZED_TO_VIEW_SUBMISSIONS");
            assertThat(get("/v1/bounties/" + id + "/submissions")).hasStatus(401);
            assertThat(read(get(solver, "/v1/bounties/my/submissions?status=pending")))
                    .hasSize(1);
        }

        @Test
        void whatCameInIsShownInPages() {
            String id = create(", \"max_submissions\": 102");
            jdbc.sql("""
                            insert into marketplace.submission (id, bounty_id, submitter, accuracy, performance_hash,
                              submission_data, test_results, status)
                            select gen_random_uuid(), :bounty, 'somebody-' || n, 95, 'abc', '{}', '{}', 'pending'
                            from generate_series(1, 101) n""").param("bounty", Ids.parse(id)).update();
            String path = "/v1/bounties/" + id + "/submissions";
            assertThat(read(get(client, path))).hasSize(100);
            assertThat(read(get(client, path + "?page=2"))).hasSize(1);
            assertThat(read(get(client, path + "?limit=40&page=3"))).hasSize(21);
            assertThat(read(get(client, path + "?limit=101"))).hasSize(100);
        }
    }

    @Nested
    class Judging {

        @Test
        void theWinnerIsPaidWhenNobodyCanObjectAnyMore() {
            String id = create("");
            String won = submitted(solver, id, 95);
            win(id, won);
            assertThat(bounty(id).path("winner_address").stringValue()).isEqualTo(solver);
            assertThat(status(id)).isEqualTo("completed");
            age(id, "23 h");
            sweep.sweep();
            assertThat(bounty(id).path("settled_at").isNull()).isTrue();
            assertThat(money.available(solver)).isZero();

            age(id, "2 h");

            awaitAvailable(solver, "200");
            assertThat(money.held(client)).isZero();
            assertThat(money.available(client)).isEqualByComparingTo("793");
            assertProblem(dispute(solver, id, won), 409, "BOUNTY_SETTLED");
        }

        @Test
        void onlyTheCreatorJudgesAndNothingTooWeakWins() {
            String id = create("");
            String weak = submitted(solver, id, 80);
            assertProblem(judge(rival, Role.CLIENT, id, weak, true), 403, "NOT_YOUR_BOUNTY");
            assertProblem(judge(client, Role.CLIENT, id, weak, true), 409, "ACCURACY_TOO_LOW");
            read(judge(client, Role.CLIENT, id, weak, false));
            assertProblem(judge(client, Role.CLIENT, id, weak, true), 409, "ALREADY_JUDGED");
            assertThat(status(id)).isEqualTo("active");
        }

        @Test
        void aBountyIsWonOnceHoweverManyAreJudgedAtOnce() throws InterruptedException {
            String id = create("");
            List<String> all = List.of(submitted(solver, id, 95), submitted(rival, id, 96));
            List<Integer> answers = atOnce(
                    10,
                    () -> judge(
                                    client,
                                    Role.CLIENT,
                                    id,
                                    all.get(Thread.currentThread().threadId() % 2 == 0 ? 0 : 1),
                                    true)
                            .getResponse()
                            .getStatus());
            assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
        }
    }

    @Nested
    class Disputes {

        @Test
        void aRejectedSubmitterMayBeRightInTheEnd() {
            String id = create("");
            String rejected = submitted(solver, id, 95);
            String won = submitted(rival, id, 96);
            read(judge(client, Role.CLIENT, id, rejected, false));
            win(id, won);

            read(dispute(solver, id, rejected));
            assertThat(status(id)).isEqualTo("disputed");
            age(id, "26 h");
            assertProblem(judge(client, Role.CLIENT, id, rejected, false), 403, "DISPUTED");
            read(judge("root", Role.ADMIN, id, rejected, true));

            assertThat(bounty(id).path("winner_address").stringValue()).isEqualTo(solver);
            age(id, "25 h");
            awaitAvailable(solver, "200");
            assertThat(money.available(rival)).isZero();
        }

        @Test
        void aWinnerWhoIsDisputedInVainStaysOne() {
            String id = create("");
            submitted(solver, id, 95);
            String won = submitted(rival, id, 96);
            win(id, won);
            read(dispute(solver, id, won));
            assertProblem(dispute(solver, id, won), 409, "DISPUTE_OPEN");
            read(judge("root", Role.ADMIN, id, won, true));
            assertThat(status(id)).isEqualTo("completed");
            assertProblem(dispute(solver, id, won), 409, "TOO_LATE");
        }

        @Test
        void aVictoryCanBeDisputedAfterAnothersDisputeWasDecided() {
            String id = create("");
            String puppet = someone("puppet");
            submitted(rival, id, 95);
            String rejected = submitted(puppet, id, 95);
            String won = submitted(solver, id, 96);
            read(judge(client, Role.CLIENT, id, rejected, false));
            win(id, won);
            read(dispute(puppet, id, rejected));
            assertProblem(dispute(rival, id, won), 409, "DISPUTE_OPEN");
            age(id, "26 h");
            read(judge("root", Role.ADMIN, id, rejected, false));

            sweep.sweep();
            assertThat(status(id)).isEqualTo("completed");
            assertThat(money.available(solver)).isZero();
            read(dispute(rival, id, won));
        }

        @Test
        void aRejectionCanBeDisputedAfterAnothersDisputeWasDecided() {
            String id = create("");
            String first = submitted(solver, id, 95);
            String second = submitted(rival, id, 95);
            read(judge(client, Role.CLIENT, id, first, false));
            read(judge(client, Role.CLIENT, id, second, false));
            read(dispute(rival, id, second));
            age(id, "73 h");
            read(judge("root", Role.ADMIN, id, second, false));

            sweep.sweep();
            read(dispute(solver, id, first));
            assertThat(status(id)).isEqualTo("disputed");
        }

        @Test
        void whatWasTooLateBeforeADisputeStaysSo() {
            String id = create("");
            String first = submitted(solver, id, 95);
            String second = submitted(rival, id, 95);
            read(judge(client, Role.CLIENT, id, first, false));
            age(id, "25 h");
            read(judge(client, Role.CLIENT, id, second, false));
            read(dispute(rival, id, second));
            read(judge("root", Role.ADMIN, id, second, false));
            assertProblem(dispute(solver, id, first), 409, "TOO_LATE");
        }

        @Test
        void strangersAndLatecomersCannotObject() {
            String id = create("");
            String won = submitted(solver, id, 95);
            String rejected = submitted(rival, id, 95);
            read(judge(client, Role.CLIENT, id, rejected, false));
            assertProblem(dispute(someone("stranger"), id, rejected), 403, "NOT_A_SUBMITTER");
            assertProblem(dispute(solver, id, rejected), 409, "NOT_DISPUTABLE");
            age(id, "25 h");
            assertProblem(dispute(rival, id, rejected), 409, "TOO_LATE");
            assertThat(won).isNotEmpty();
        }
    }

    @Nested
    class Ending {

        @Test
        void whatNobodyWonGoesBackLessTheCreationFee() {
            String id = create("");
            assertProblem(post(client, "/v1/bounties/" + id + "/expire", ""), 409, "BOUNTY_DEADLINE_HAS_NOT_PASSED");
            age(id, "49 h");
            assertProblem(post(rival, "/v1/bounties/" + id + "/expire", ""), 403, "NOT_AUTHORIZED_TO_EXPIRE_BOUNTY");
            read(post(client, "/v1/bounties/" + id + "/expire", ""));
            assertThat(status(id)).isEqualTo("expired");
            awaitAvailable(client, "999");
            assertProblem(submit(solver, id, 95), 409, "BOUNTY_IS_NOT_ACTIVE");
        }

        @Test
        void whoClaimsEnoughAndIsNotJudgedInTimeWins() {
            String id = create("");
            submitted(rival, id, 94);
            submitted(solver, id, 97);
            age(id, "49 h");
            assertProblem(post(client, "/v1/bounties/" + id + "/expire", ""), 409, "SUBMISSIONS_NOT_JUDGED");
            age(id, "24 h");
            await().untilAsserted(
                            () -> assertThat(bounty(id).path("winner_address").stringValue(""))
                                    .isEqualTo(solver));
        }

        @Test
        void aClaimThatIsTooSlowKeepsNobodyFromWinning() {
            String id = create(", \"max_response_time\": 100");
            read(post(rival, "/v1/bounties/" + id + "/submit", """
                    {"performance_hash": "abc", "accuracy": 99, "response_time": 101}"""));
            submitted(solver, id, 97);
            age(id, "73 h");
            await().untilAsserted(
                            () -> assertThat(bounty(id).path("winner_address").stringValue(""))
                                    .isEqualTo(solver));
        }

        @Test
        void whatIsForgottenEndsByItself() {
            String id = create("");
            age(id, "73 h");
            await().untilAsserted(() -> assertThat(status(id)).isEqualTo("expired"));
            awaitAvailable(client, "999");
        }
    }

    @Test
    void listsAreFiltered() {
        String tag = someone("tag");
        String id = create(", \"tags\": [\"%s\"], \"category\": \"%s\"".formatted(tag, tag));
        create("");
        assertThat(read(get("/v1/bounties?tags=" + tag))).hasSize(1);
        assertThat(read(get("/v1/bounties?category=" + tag + "&status=active&tier=bronze&min_reward=200")))
                .hasSize(1);
        assertThat(read(get("/v1/bounties?category=" + tag + "&max_reward=199")))
                .isEmpty();
        assertThat(read(get("/v1/bounties?category=" + tag + "&requires_zk_proof=true")))
                .isEmpty();
        assertThat(read(get("/v1/bounties/search?query=" + tag.toUpperCase(Locale.ROOT))))
                .hasSize(1);
        assertThat(read(get(client, "/v1/bounties/my/created"))).hasSize(2);
        assertThat(read(get(client, "/v1/bounties/my/created?limit=1&page=2"))
                        .path(0)
                        .path("bounty_id")
                        .stringValue())
                .isEqualTo(id);
        assertThat(read(get("/v1/bounties/categories")).path("categories").valueStream())
                .anyMatch(category -> category.stringValue().equals(tag));
        assertThat(read(get("/v1/bounties/tags?limit=500")).path("tags").valueStream())
                .anyMatch(one -> one.path("tag").stringValue().equals(tag));
        assertThat(get("/v1/bounties?status=nonsense")).hasStatus(422);
        assertThat(get("/v1/bounties?min_reward=1e-999999999")).hasStatus(422);
        assertProblem(get("/v1/bounties/" + Ids.text(Ids.next())), 404, "BOUNTY_NOT_FOUND");
    }

    @Test
    void figuresCountWhatIsPaid() {
        JsonNode before = read(get("/v1/bounties/stats"));
        String id = create("");
        win(id, submitted(solver, id, 95));
        age(id, "25 h");
        awaitAvailable(solver, "200");

        JsonNode after = read(get("/v1/bounties/stats"));
        assertThat(after.path("total_rewards_paid")
                        .decimalValue()
                        .subtract(before.path("total_rewards_paid").decimalValue()))
                .isGreaterThanOrEqualTo(new BigDecimal("200"));
        assertThat(after.path("tier_distribution").path("bronze").intValue())
                .isGreaterThan(before.path("tier_distribution").path("bronze").intValue());
        assertThat(read(get("/v1/bounties/leaderboard?limit=100")).valueStream())
                .anySatisfy(rank -> {
                    assertThat(rank.path("address").stringValue()).isEqualTo(solver);
                    assertThat(rank.path("total_rewards").decimalValue()).isEqualByComparingTo("200");
                });
    }
}
