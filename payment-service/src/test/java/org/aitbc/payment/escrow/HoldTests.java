package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

class HoldTests extends EscrowTest {

    @Autowired
    EscrowSweep sweep;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void moneyIsHeldBeforeTheJobIsThere() {
        fund(client, "10");
        UUID job = Ids.next();
        assertThat(json(hold(client, "4", List.of(job))).path("payments")).hasSize(1);
        assertThat(available(client)).isEqualByComparingTo("6");
        assertThat(balance(escrow)).isEqualByComparingTo("4");
    }

    @Test
    void withoutMoneyNothingIsHeld() {
        fund(client, "10");
        assertProblem(hold(client, "4", List.of(Ids.next(), Ids.next(), Ids.next())), 402, "INSUFFICIENT_FUNDS");
        assertThat(available(client)).isEqualByComparingTo("10");
        assertThat(jdbc.sql("select count(*) from core.payment where payer = ?")
                        .param(client)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aHundredTimesTheSameHoldsOnce() throws InterruptedException {
        fund(client, "10");
        UUID job = Ids.next();
        assertThat(atOnce(100, () -> json(hold(client, "4", List.of(job))).toString()))
                .hasSize(100)
                .containsOnly(json(hold(client, "4", List.of(job))).toString());
        assertThat(available(client)).isEqualByComparingTo("6");
    }

    @Test
    void ofManyAtOnceOnlyThoseThatAreCoveredAreHeld() throws InterruptedException {
        fund(client, "10");
        List<Integer> statuses = atOnce(
                30, () -> hold(client, "3", List.of(Ids.next())).getResponse().getStatus());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
        assertThat(statuses).filteredOn(status -> status == 402).hasSize(27);
        assertThat(available(client)).isEqualByComparingTo("1");
    }

    @Test
    void aHoldWhoseJobNeverCameIsGivenBack() {
        fund(client, "10");
        UUID orphan = Ids.next();
        hold(client, "4", List.of(orphan));
        UUID kept = paidJob("3");
        jdbc.sql("update core.payment set created_at = created_at - interval '2 min' where payer = ?")
                .param(client)
                .update();
        sweep.sweep();
        assertThat(available(client)).isEqualByComparingTo("7");
        assertThat(payment(kept).path("status").stringValue()).isEqualTo("escrowed");
        assertProblem(get(client, "/v1/jobs/" + Ids.text(orphan) + "/payment"), 404, "PAYMENT_NOT_FOUND");
        // and may be held again
        assertThat(hold(client, "4", List.of(orphan))).hasStatus(200);
    }

    @Test
    void anOrphanIsFoundThoughALaterOneWasLookedAtBefore() {
        fund(client, "10");
        UUID first = Ids.next();
        UUID second = Ids.next();
        hold(client, "4", List.of(first));
        hold(client, "3", List.of(second));
        age(second, "2 min");
        sweep.sweep();
        assertThat(available(client)).isEqualByComparingTo("6");
        age(first, "2 min");
        sweep.sweep();
        assertThat(available(client)).isEqualByComparingTo("10");
    }

    private void age(UUID job, String by) {
        jdbc.sql("update core.payment set created_at = created_at - ?::interval where job_id = ?")
                .params(by, job)
                .update();
    }

    @Test
    void onlyServicesMayAsk() {
        for (Role role : List.of(Role.CLIENT, Role.MINER, Role.ADMIN)) {
            assertProblem(
                    post(client, role, "/internal/escrows", "{\"payer\":\"x\",\"jobs\":[]}"), 403, "ROLE_NOT_ALLOWED");
        }
    }

    @Test
    void limitsHoldForAJobADayAndInTotal() {
        fund(client, "100");
        limits("{\"per_job\":5,\"per_day\":9,\"total\":12}");
        assertProblem(hold(client, "6", List.of(Ids.next())), 402, "SPEND_LIMIT_EXCEEDED");
        UUID job = paidJob("5");
        assertProblem(hold(client, "5", List.of(Ids.next())), 402, "SPEND_LIMIT_EXCEEDED");
        assertThat(available(client)).isEqualByComparingTo("95");
        end(job, "CANCELED", "nobody", "0");
        awaitStatus(job, "refunded");
        assertThat(hold(client, "5", List.of(Ids.next()))).hasStatus(200);
        assertThat(hold(client, "4", List.of(Ids.next()))).hasStatus(200);
        limits("{\"total\":12}");
        assertProblem(hold(client, "4", List.of(Ids.next())), 402, "SPEND_LIMIT_EXCEEDED");
        assertThat(hold(client, "3", List.of(Ids.next()))).hasStatus(200);
    }

    @Test
    void limitsHoldForEveryWayToSpend() {
        fund(client, "1000");
        fund(operator, "1");
        miner(operator);
        assertThat(moneyHold(Ids.next(), "4")).hasStatus(200);
        limits("{\"per_job\":50,\"per_day\":504,\"total\":500}");
        List<Function<String, MvcTestResult>> ways = List.of(
                amount -> hold(client, amount, List.of(Ids.next())),
                amount -> moneyHold(Ids.next(), amount),
                amount -> post("/v1/payments/send", """
                        {"from_wallet":"%s","to_wallet":"%s","amount":%s}""".formatted(client, operator, amount)),
                amount -> post("/v1/stake", """
                        {"agent_wallet":"%s","amount":%s,"lock_period":30}""".formatted(operator, amount)),
                amount -> post("/v1/payments", """
                        {"job_id":"%s","amount":%s}""".formatted(Ids.text(job(client, Ids.next())), amount)));
        assertThat(ways.get(1).apply("60")).hasStatus(200);
        assertThat(ways.get(3).apply("200")).hasStatus(200);
        assertThat(ways.get(2).apply("200")).hasStatus(200);
        assertThat(ways.get(0).apply("20")).hasStatus(200);
        assertThat(ways.get(4).apply("19")).hasStatus(201);
        for (Function<String, MvcTestResult> way : ways) {
            assertThat(way.apply("150").getResponse().getStatus()).isEqualTo(402);
            assertThat(way.apply("1.5").getResponse().getStatus()).isIn(402, 422);
        }
        assertThat(available(client)).isEqualByComparingTo("497");
        // what a day has spent was counted also before there was a limit
        assertThat(json(get(client, "/v1/payments/limits"))
                        .path("items")
                        .get(0)
                        .path("spent_today")
                        .decimalValue())
                .isEqualByComparingTo("503");
        assertThat(ways.get(2).apply("1")).hasStatus(200);
        assertProblem(ways.get(2).apply("0.00000001"), 402, "SPEND_LIMIT_EXCEEDED");
    }

    @Test
    void whatAHoldGivesBackMayBeSpentAgain() {
        fund(client, "100");
        UUID before = Ids.next();
        moneyHold(before, "5");
        limits("{\"per_day\":10,\"total\":7}");
        giveBack(before);
        UUID deal = Ids.next();
        assertThat(moneyHold(deal, "7")).hasStatus(200);
        assertProblem(moneyHold(Ids.next(), "1"), 402, "SPEND_LIMIT_EXCEEDED");
        giveBack(deal);
        assertThat(moneyHold(Ids.next(), "7")).hasStatus(200);
        assertProblem(moneyHold(Ids.next(), "1"), 402, "SPEND_LIMIT_EXCEEDED");
    }

    private MvcTestResult moneyHold(UUID id, String amount) {
        return service("/internal/holds", """
                {"id":"%s","kind":"booking.hold","reference":"b","payer":"%s","amount":%s,"currency":"AITBC"}""".formatted(Ids.text(id), client, amount));
    }

    private void giveBack(UUID id) {
        assertThat(service("/internal/holds/settle", """
                {"hold":"%s","kind":"booking.settle","shares":[]}""".formatted(Ids.text(id))))
                .hasStatus(200);
    }

    private MvcTestResult service(String path, String json) {
        return as("marketplace-service", Role.SERVICE, HttpMethod.POST, path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    @Test
    void aLimitThatIsChangedReadsNoHistory() {
        fund(client, "100");
        assertThat(readsOfEntries("{\"per_day\":10}")).isPositive();
        assertThat(hold(client, "4", List.of(Ids.next()))).hasStatus(200);

        assertThat(readsOfEntries("{\"per_day\":5}")).isZero();

        assertProblem(hold(client, "2", List.of(Ids.next())), 402, "SPEND_LIMIT_EXCEEDED");
        assertThat(hold(client, "1", List.of(Ids.next()))).hasStatus(200);
    }

    /** How often the ledger's entries are looked at while the limits are set. */
    private long readsOfEntries(String limits) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            long before = readsOfEntries();
            limits(limits);
            return readsOfEntries() - before;
        }));
    }

    private long readsOfEntries() {
        return jdbc.sql("""
                        select seq_scan + idx_scan from pg_stat_xact_user_tables
                        where schemaname = 'payment' and relname = 'entry'""").query(Long.class).single();
    }

    @Test
    void limitsHoldAmongManyAtOnce() throws InterruptedException {
        fund(client, "100");
        limits("{\"total\":10}");
        List<Integer> statuses = atOnce(
                30, () -> hold(client, "3", List.of(Ids.next())).getResponse().getStatus());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
    }

    @Test
    void aJobWithoutAPriceIsHeldAtTheLimitForOneJob() {
        fund(client, "100");
        UUID job = Ids.next();
        assertThat(json(hold(client, null, List.of(job)))
                        .path("payments")
                        .get(0)
                        .isNull())
                .isTrue();
        limits("{\"per_job\":5}");
        assertThat(json(hold(client, null, List.of(job)))
                        .path("payments")
                        .get(0)
                        .isNull())
                .isFalse();
        assertThat(balance(escrow)).isEqualByComparingTo("5");
    }

    @Test
    void aLowBalanceIsToldOnce() {
        fund(client, "10");
        limits("{\"low_balance\":5}");
        Stream.of("2", "4", "1").forEach(amount -> hold(client, amount, List.of(Ids.next())));
        assertThat(jdbc.sql("""
                        select count(*) from core.outbox o join payment.account a on a.id = o.subject
                        where o.event = 'wallet.low_balance' and a.owner = ?""").param(client).query(Integer.class).single()).isEqualTo(1);
    }

    private void limits(String json) {
        assertThat(as(client, Role.CLIENT, HttpMethod.PUT, "/v1/payments/limits")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json)
                        .exchange())
                .hasStatus(200);
    }
}
