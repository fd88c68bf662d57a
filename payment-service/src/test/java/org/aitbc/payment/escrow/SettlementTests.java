package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.MoneyMeters;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class SettlementTests extends EscrowTest {

    private final String miner = someone("m");

    @Autowired
    EscrowSweep sweep;

    @Autowired
    MoneyMeters money;

    @Autowired
    MeterRegistry meters;

    private void checkpoint(UUID job, String by, int attempt, String share, int secondsAgo) {
        jdbc.sql("""
            insert into core.checkpoint (job_id, miner_id, attempt, share, started_at)
            values (?, ?, ?, ?, now() - make_interval(secs => ?))""")
                .params(job, by, attempt, new BigDecimal(share), secondsAgo)
                .update();
    }

    private void registerMiner() {
        jdbc.sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, '{}', 1)")
                .params(miner, operator)
                .update();
    }

    @Nested
    class WhenTheJobEnds {

        @Test
        void aCompletedJobIsPaidForLessTheFee() {
            registerMiner();
            fund(client, "10");
            BigDecimal fees = balance(Account.fees(AITBC));
            UUID job = paidJob("4");
            end(job, "COMPLETED", miner, "4");
            awaitStatus(job, "released");
            assertThat(available(client)).isEqualByComparingTo("6");
            assertThat(available(operator)).isEqualByComparingTo("3.9");
            assertThat(balance(Account.fees(AITBC)).subtract(fees)).isEqualByComparingTo("0.1");
            assertThat(balance(escrow)).isEqualByComparingTo("0");
            JsonNode payment = payment(job);
            assertThat(payment.path("fee").decimalValue()).isEqualByComparingTo("0.1");
            assertThat(payment.path("payee").stringValue()).isEqualTo(operator);
            assertThat(payment.path("transaction_hash").stringValue()).matches("[0-9a-f]{64}");
        }

        @Test
        void aStatementHasARowForWhatEachJobCost() {
            registerMiner();
            fund(client, "10");
            UUID part = paidJob("4");
            end(part, "COMPLETED", miner, "1");
            awaitStatus(part, "released");
            UUID all = paidJob("4");
            end(all, "COMPLETED", miner, "4");
            awaitStatus(all, "released");
            UUID nothing = paidJob("2");
            end(nothing, "FAILED", miner, "0");
            awaitStatus(nothing, "refunded");

            assertThat(lines(""))
                    .containsExactly(
                            "escrow.refunded 2 5 %s 0".formatted(Ids.text(nothing)),
                            "escrow.hold -2 3 - -",
                            "escrow.released 0 5 %s 4".formatted(Ids.text(all)),
                            "escrow.hold -4 5 - -",
                            "escrow.released 3 9 %s 1".formatted(Ids.text(part)),
                            "escrow.hold -4 6 - -",
                            "deposit 10 10 - -");
            List<String> parts = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = statement(client, "?limit=1" + cursor);
                parts.addAll(lines(page));
                cursor = page.path("next_cursor").isNull()
                        ? ""
                        : "&cursor=" + page.path("next_cursor").stringValue();
            } while (!cursor.isEmpty());
            assertThat(parts).isEqualTo(lines(""));
            assertThat(lines(statement(operator, "")))
                    .contains("escrow.released 3.9 4.875 %s -".formatted(Ids.text(all)));
        }

        private List<String> lines(String query) {
            return lines(statement(client, query));
        }

        private static List<String> lines(JsonNode page) {
            return page.path("items")
                    .valueStream()
                    .map(line -> String.join(
                            " ",
                            line.path("kind").stringValue(),
                            number(line.path("amount")),
                            number(line.path("balance")),
                            line.path("job_id").asString("-"),
                            number(line.path("cost"))))
                    .toList();
        }

        private static String number(JsonNode value) {
            return value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : "-";
        }

        private JsonNode statement(String of, String query) {
            return json(get(of, "/v1/payments/statement" + query));
        }

        @Test
        void aMeteredJobCostsItsPriceAndTheRestGoesBack() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            end(job, "COMPLETED", miner, "1.00000001");
            awaitStatus(job, "released");
            assertThat(available(client)).isEqualByComparingTo("8.99999999");
            assertThat(available(operator)).isEqualByComparingTo("0.97500001");
        }

        @Test
        void whatIsHeldAndSettledIsMeasured() {
            registerMiner();
            fund(client, "10");
            double paid = settled("payee");
            double returned = settled("payer");
            UUID job = paidJob("4");
            // others may settle what earlier tests left
            await().untilAsserted(() -> {
                money.measure();
                assertThat(meters.get("aitbc.ledger.balance")
                                .tag("kind", "escrow")
                                .gauge()
                                .value())
                        .isGreaterThanOrEqualTo(4)
                        .isCloseTo(inEscrow(), within(1e-6));
            });
            end(job, "COMPLETED", miner, "1.5");
            awaitStatus(job, "released");
            // counted after the commit
            await().untilAsserted(() -> {
                assertThat(settled("payee")).isGreaterThan(paid + 1.49);
                assertThat(settled("payer")).isGreaterThan(returned + 2.49);
            });
        }

        private double inEscrow() {
            return jdbc.sql("select sum(balance) from payment.account where kind = 'escrow' and currency = 'AITBC'")
                    .query(Double.class)
                    .single();
        }

        private double settled(String to) {
            return meters.get("aitbc.money.settled").tag("to", to).counter().count();
        }

        @Test
        void aPriceBeyondWhatIsHeldIsPaidAsFarAsItGoes() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            end(job, "COMPLETED", miner, "7");
            awaitStatus(job, "released");
            assertThat(available(client)).isEqualByComparingTo("6");
        }

        @ParameterizedTest
        @ValueSource(strings = {"FAILED", "CANCELED", "EXPIRED"})
        void anyOtherEndGivesItAllBack(String state) {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            end(job, state, miner, "4");
            awaitStatus(job, "refunded");
            assertThat(available(client)).isEqualByComparingTo("10");
            assertThat(payment(job).path("refund_transaction_hash").stringValue())
                    .matches("[0-9a-f]{64}");
        }

        @Test
        void theTimeWorkedUntilACancelIsPaidAndNeverMoreThanIsHeld() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            cancel(job, "1");
            awaitStatus(job, "released");
            assertThat(available(client)).isEqualByComparingTo("9");
            assertThat(available(operator)).isEqualByComparingTo("0.975");
            UUID other = paidJob("4");
            cancel(other, "400");
            awaitStatus(other, "released");
            assertThat(available(client)).isEqualByComparingTo("5");
            assertThat(available(operator)).isEqualByComparingTo("4.875");
        }

        /** As ai-service does it, with what the time came to. */
        private void cancel(UUID job, String worked) {
            jdbc.sql("""
                            with r as (delete from core.ready where id = :job),
                            o as (insert into core.outcome (job_id, state, miner_id, attempt, started_at, price)
                                  values (:job, 'CANCELED', :miner, 1, now(), :price))
                            insert into core.outbox (event, subject) values ('job.canceled', :job)""")
                    .param("job", job)
                    .param("miner", miner)
                    .param("price", new BigDecimal(worked))
                    .update();
        }

        @Test
        void whatWasSavedOfACanceledJobIsPaid() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            jdbc.sql("update core.job set payment_amount = 4 where id = ?")
                    .param(job)
                    .update();
            checkpoint(job, miner, 1, "0.25", 50);
            end(job, "CANCELED", "nobody", "0");
            awaitStatus(job, "released");
            assertThat(available(client)).isEqualByComparingTo("9");
            assertThat(available(operator)).isEqualByComparingTo("0.975");
        }

        @Test
        void savedWorkInAnotherCurrencyIsWorthTheShareOfTheJobsTime() {
            registerMiner();
            fund(client, "1", Currency.BTC);
            UUID job = paidJob("0.9", Currency.BTC);
            jdbc.sql("update core.job set payment_amount = 0.9 where id = ?")
                    .param(job)
                    .update();
            checkpoint(job, miner, 1, "1", 90);
            end(job, "CANCELED", "nobody", "0");
            awaitStatus(job, "released");
            assertThat(balance(Account.available(client, Currency.BTC)))
                    .as("90 of 900 seconds are paid")
                    .isEqualByComparingTo("0.91");
        }

        @Test
        void eachAttemptIsPaidForWhatItAddedAndHadTheTimeFor() {
            registerMiner();
            String other = someone("operator");
            String resumed = miner(other);
            fund(client, "10");
            UUID job = paidJob("4");
            jdbc.sql("update core.job set payment_amount = 4 where id = ?")
                    .param(job)
                    .update();
            checkpoint(job, miner, 1, "0.25", 50);
            checkpoint(job, resumed, 2, "1", 20);
            end(job, "CANCELED", "nobody", "0");
            awaitStatus(job, "released");
            assertThat(available(operator)).isEqualByComparingTo("0.975");
            assertThat(available(other)).isEqualByComparingTo("0.39");
            assertThat(available(client)).isEqualByComparingTo("8.6");
            assertThat(payment(job).path("fee").decimalValue()).isEqualByComparingTo("0.035");
        }

        @Test
        void anEventThatComesTwiceSettlesOnce() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            end(job, "COMPLETED", miner, "4");
            jdbc.sql("insert into core.outbox (event, subject) values ('job.completed', ?)")
                    .param(job)
                    .update();
            awaitStatus(job, "released");
            UUID later = paidJob("1");
            end(later, "FAILED", miner, "0");
            awaitStatus(later, "refunded");
            assertThat(available(operator)).isEqualByComparingTo("3.9");
        }
    }

    @Nested
    class ByHand {

        private MvcTestResult decide(String who, UUID job, String what, String more) {
            String payment = payment(job).path("payment_id").stringValue();
            return post(
                    who,
                    Role.CLIENT,
                    "/v1/payments/" + payment + "/" + what,
                    "{\"job_id\":\"%s\",\"payment_id\":\"%s\",\"reason\":\"because\"%s}"
                            .formatted(Ids.text(job), payment, more));
        }

        @Test
        void nobodyIsPaidWhileTheJobGoesOn() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            assertProblem(decide(client, job, "release", ""), 409, "JOB_NOT_ENDED");
            lease(job, miner);
            assertProblem(decide(client, job, "release", ",\"amount\":0.00000001"), 409, "JOB_NOT_ENDED");
            assertProblem(decide(operator, job, "release", ""), 403, "NOT_THE_PAYER");
            assertProblem(decide(someone("x"), job, "release", ""), 404, "PAYMENT_NOT_FOUND");
            assertThat(balance(escrow)).isEqualByComparingTo("4");
        }

        /** A job that has completed, of which no reader has heard yet. */
        private UUID completedUnheard() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            jdbc.sql("""
                            insert into core.outcome (job_id, state, miner_id, attempt, started_at, price, receipt_id, receipt)
                            values (?, 'COMPLETED', ?, 1, now(), 4, ?, '{}')""").params(job, miner, Ids.next()).update();
            return job;
        }

        @Test
        void whatAJobCameToGoesBeforeARefund() {
            UUID job = completedUnheard();
            assertProblem(decide(client, job, "refund", ""), 409, "PAYMENT_RELEASED");
            assertProblem(decide(client, job, "dispute", ""), 409, "PAYMENT_RELEASED");
            assertThat(available(client)).isEqualByComparingTo("6");
            assertThat(decide(client, job, "release", "")).hasStatus(200);
            assertThat(decide(client, job, "release", "")).hasStatus(200);
            assertThat(available(operator)).isEqualByComparingTo("3.9");
        }

        @Test
        void thePayerMayGiveInToADispute() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            lease(job, miner);
            assertThat(decide(client, job, "dispute", "")).hasStatus(200);
            assertProblem(decide(client, job, "release", ""), 409, "JOB_NOT_ENDED");
            jdbc.sql("delete from core.lease where job_id = ?").param(job).update();
            end(job, "FAILED", miner, "0");
            assertProblem(decide(client, job, "release", ",\"amount\":1"), 409, "PAYMENT_DISPUTED");
            assertThat(decide(client, job, "release", "")).hasStatus(200);
            assertThat(available(operator)).as("and the deposit").isEqualByComparingTo("4.3");
        }

        @ParameterizedTest
        @ValueSource(strings = {"release", "resolve"})
        void aDisputeThatChangesNothingPaysEachOwner(String how) {
            registerMiner();
            String other = someone("operator");
            String resumed = miner(other);
            fund(client, "10");
            UUID job = paidJob("4");
            jdbc.sql("update core.job set payment_amount = 4 where id = ?")
                    .param(job)
                    .update();
            lease(job, resumed);
            assertThat(decide(client, job, "dispute", "")).hasStatus(200);
            jdbc.sql("delete from core.lease where job_id = ?").param(job).update();
            checkpoint(job, miner, 1, "0.25", 50);
            checkpoint(job, resumed, 2, "0.5", 20);
            end(job, "CANCELED", "nobody", "0");
            if (how.equals("release")) {
                assertThat(decide(client, job, "release", "")).hasStatus(200);
            } else {
                String path = "/v1/payments/" + payment(job).path("payment_id").stringValue();
                assertThat(post("root", Role.ADMIN, path + "/resolve", "{\"amount\":1.4}"))
                        .hasStatus(200);
            }
            assertThat(available(operator)).as("and the deposit").isEqualByComparingTo("1.375");
            assertThat(available(other)).isEqualByComparingTo("0.39");
        }

        @Test
        void whoSavedWorkOfACanceledJobCanBePaidByAnAdmin() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            lease(job, miner);
            String path = "/v1/payments/" + payment(job).path("payment_id").stringValue();
            assertThat(post(client, Role.CLIENT, path + "/dispute", "{\"reason\":\"slow\"}"))
                    .hasStatus(200);
            jdbc.sql("delete from core.lease where job_id = ?").param(job).update();
            checkpoint(job, miner, 1, "0.9", 0);
            end(job, "CANCELED", "nobody", "0");
            jdbc.sql("update core.outcome set miner_id = null where job_id = ?")
                    .param(job)
                    .update();
            assertThat(get(operator, path)).hasStatus(200);
            assertThat(post("root", Role.ADMIN, path + "/resolve", "{\"amount\":3.6}"))
                    .hasStatus(200);
            assertThat(available(operator))
                    .as("and the deposit of the lost dispute")
                    .isEqualByComparingTo("3.91");
        }

        @Test
        void moneyThatSomebodyCountsOnIsNotRefunded() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            lease(job, miner);
            assertProblem(decide(client, job, "refund", ""), 409, "JOB_NOT_ENDED");
        }

        @Test
        void moneyThatAJobWasSubmittedForStaysWithItWithoutAPriceToo() {
            fund(client, "10");
            UUID job = paidJob("4");
            jdbc.sql("""
                            with q as (insert into core.requirement (key) values ('{"constraints":{},"pay":{}}')
                                       on conflict (key) do update set key = excluded.key returning class)
                            update core.job set class = q.class from q where id = ?""").param(job).update();
            assertProblem(decide(client, job, "refund", ""), 409, "JOB_NOT_ENDED");
        }

        @Test
        void moneyThatWasAddedLaterIsRefundedWhileNobodyWorks() {
            fund(client, "10");
            UUID job = paidJob("4");
            assertThat(json(decide(client, job, "refund", "")).path("status").stringValue())
                    .isEqualTo("refunded");
            assertThat(available(client)).isEqualByComparingTo("10");
        }

        @Test
        void anotherPaymentsIdsAreRefused() {
            fund(client, "10");
            UUID job = paidJob("4");
            String payment = payment(job).path("payment_id").stringValue();
            assertProblem(
                    post(
                            client,
                            Role.CLIENT,
                            "/v1/payments/" + payment + "/refund",
                            "{\"job_id\":\"other\",\"payment_id\":\"%s\",\"reason\":\"\"}".formatted(payment)),
                    422,
                    "VALIDATION_ERROR");
        }

        @Test
        void aDisputeFreezesTheMoneyUntilAnAdminResolvesIt() {
            registerMiner();
            fund(client, "10");
            fund(operator, "0.4");
            UUID job = paidJob("4");
            lease(job, miner);
            String path = "/v1/payments/" + payment(job).path("payment_id").stringValue();
            assertThat(post(operator, Role.MINER, path + "/dispute", "{\"reason\":\"wrong job\"}"))
                    .hasStatus(200);
            assertProblem(post("root", Role.ADMIN, path + "/resolve", "{\"amount\":1}"), 409, "JOB_NOT_ENDED");
            end(job, "COMPLETED", miner, "4");
            UUID other = paidJob("1");
            end(other, "FAILED", miner, "0");
            awaitStatus(other, "refunded");
            assertThat(payment(job).path("status").stringValue()).isEqualTo("disputed");
            assertProblem(post(client, Role.CLIENT, path + "/resolve", "{\"amount\":1}"), 403, "ROLE_NOT_ALLOWED");
            jdbc.sql("delete from core.lease where job_id = ?").param(job).update();
            assertThat(post("root", Role.ADMIN, path + "/resolve", "{\"amount\":1,\"reason\":\"a part\"}"))
                    .hasStatus(200);
            assertThat(available(client))
                    .as("and the deposit of the lost dispute")
                    .isEqualByComparingTo("9.4");
            assertThat(available(operator)).isEqualByComparingTo("0.975");
        }
    }

    @Nested
    class OnTime {

        private void timeOut(UUID job) {
            jdbc.sql("update core.payment set expires_at = now() - interval '1 s' where job_id = ?")
                    .param(job)
                    .update();
            sweep.sweep();
        }

        @Test
        void moneyNobodyWorksForGoesBackInTime() {
            fund(client, "10");
            UUID job = paidJob("4");
            timeOut(job);
            assertThat(payment(job).path("status").stringValue()).isEqualTo("refunded");
            assertThat(available(client)).isEqualByComparingTo("10");
        }

        @Test
        void aLeaseIsNotLeftUnpaid() {
            registerMiner();
            fund(client, "10");
            UUID job = paidJob("4");
            lease(job, miner);
            timeOut(job);
            assertThat(payment(job).path("status").stringValue()).isEqualTo("escrowed");
        }

        @Test
        void aJobThatWasSubmittedForTheMoneyKeepsIt() {
            fund(client, "10");
            UUID job = paidJob("4");
            jdbc.sql("update core.job set payment_amount = 4 where id = ?")
                    .param(job)
                    .update();
            timeOut(job);
            assertThat(payment(job).path("status").stringValue()).isEqualTo("escrowed");
        }
    }

    @Nested
    class AddedLater {

        private MvcTestResult pay(UUID job, String amount) {
            return post("/v1/payments", "{\"job_id\":\"%s\",\"amount\":%s}".formatted(Ids.text(job), amount));
        }

        @Test
        void aJobIsPaidForOnce() {
            fund(client, "10");
            UUID job = job(client, Ids.next());
            MvcTestResult first = pay(job, "4");
            assertThat(first).hasStatus(201);
            assertThat(json(first).path("status").stringValue()).isEqualTo("escrowed");
            assertThat(json(pay(job, "4.0"))).isEqualTo(json(first));
            assertProblem(pay(job, "5"), 409, "PAYMENT_EXISTS");
            assertThat(available(client)).isEqualByComparingTo("6");
        }

        @Test
        void onlyOwnLivingJobsArePaidFor() {
            fund(client, "10");
            assertProblem(pay(job(someone("other"), Ids.next()), "4"), 404, "JOB_NOT_FOUND");
            UUID ended = job(client, Ids.next());
            end(ended, "FAILED", "nobody", "0");
            assertProblem(pay(ended, "4"), 409, "JOB_ENDED");
            assertProblem(pay(job(client, Ids.next()), "11"), 402, "INSUFFICIENT_FUNDS");
            assertThat(available(client)).isEqualByComparingTo("10");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "0.001", "1000001", "\"x\"", "null", "1.000000001"})
        void amountsOutOfBoundsAreRefused(String amount) {
            assertProblem(pay(job(client, Ids.next()), amount), 422, "VALIDATION_ERROR");
        }

        @Test
        void theListShowsThemNewestFirst() {
            fund(client, "10");
            List<UUID> jobs = List.of(paidJob("1"), paidJob("2"), paidJob("3"));
            JsonNode first = json(get(client, "/v1/payments?limit=2"));
            assertThat(first.path("items").valueStream())
                    .extracting(one -> one.path("job_id").stringValue())
                    .containsExactly(Ids.text(jobs.get(2)), Ids.text(jobs.get(1)));
            JsonNode second = json(get(
                    client,
                    "/v1/payments?limit=2&cursor=" + first.path("next_cursor").stringValue()));
            assertThat(second.path("items")).hasSize(1);
            assertThat(second.path("next_cursor").isNull()).isTrue();
        }
    }
}
