package org.aitbc.payment.holds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.ledger.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class MoneyHoldTests extends PaymentTest {

    private static final Account FEES = Account.fees(AITBC);

    private final UUID id = Ids.next();
    private final String seller = someone("seller");
    private final String host = someone("host");
    private final Account escrow = new Account(client, AITBC, Account.Kind.ESCROW);

    @Autowired
    private OpenHolds open;

    @Autowired
    private MeterRegistry meters;

    private MvcTestResult ask(String path, String json) {
        return as("marketplace-service", Role.SERVICE, HttpMethod.POST, path)
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    private MvcTestResult hold(UUID id, String amount) {
        return ask("/internal/holds", """
                {"id": "%s", "kind": "booking.hold", "reference": "booking-1", "payer": "%s", "amount": %s, "currency": "AITBC"}
                """.formatted(Ids.text(id), client, amount));
    }

    private MvcTestResult settle(String... shares) {
        return ask("/internal/holds/settle", """
                {"hold": "%s", "kind": "booking.settle", "shares": [%s]}""".formatted(Ids.text(id), String.join(",", shares)));
    }

    private MvcTestResult giveBack(UUID one) {
        return ask("/internal/holds/settle", """
                {"hold": "%s", "kind": "deal.undone", "shares": []}""".formatted(Ids.text(one)));
    }

    private static String share(String owner, String amount, boolean lessFee) {
        return "{\"owner\": \"%s\", \"amount\": %s, \"less_fee\": %s}".formatted(owner, amount, lessFee);
    }

    private void held(String amount) {
        fund(client, "10");
        fund(seller, "1");
        fund(host, "1");
        assertThat(hold(id, amount)).hasStatus(200);
    }

    private void assertSettled(MvcTestResult answer, String paid, String fee, String returned) {
        assertThat(answer).hasStatus(200);
        JsonNode settled = json(answer);
        assertThat(settled.path("paid").decimalValue()).isEqualByComparingTo(paid);
        assertThat(settled.path("fee").decimalValue()).isEqualByComparingTo(fee);
        assertThat(settled.path("returned").decimalValue()).isEqualByComparingTo(returned);
    }

    @Test
    void theNetworkCanBePaidToo() {
        held("4");
        BigDecimal before = balance(FEES);
        assertSettled(settle(share(seller, "2", false), share("@network", "0.5", false)), "2", "0.5", "1.5");
        assertThat(balance(FEES).subtract(before)).isEqualByComparingTo("0.5");
        assertThat(available(seller)).isEqualByComparingTo("3");
    }

    @Test
    void moneyIsSetAsideAndStatementsSayWhatFor() {
        held("4");
        assertThat(available(client)).isEqualByComparingTo("6");
        assertThat(balance(escrow)).isEqualByComparingTo("4");
        JsonNode line =
                json(get(client, "/v1/payments/statement")).path("items").path(0);
        assertThat(line.path("kind").stringValue()).isEqualTo("booking.hold");
        assertThat(line.path("reference").stringValue()).isEqualTo("booking-1");
    }

    @Test
    void withoutMoneyNothingIsHeld() {
        fund(client, "10");
        assertProblem(hold(id, "10.00000001"), 402, "INSUFFICIENT_FUNDS");
        assertThat(available(client)).isEqualByComparingTo("10");
        assertProblem(settle(share(seller, "1", true)), 404, "HOLD_NOT_FOUND");
        // and it may be held when there is some
        fund(client, "1");
        assertThat(hold(id, "10.00000001")).hasStatus(200);
    }

    @Test
    void whatIsGivenBackBeforeItIsHeldIsNotHeldLater() {
        fund(client, "10");
        MvcTestResult first = settle();
        assertSettled(first, "0", "0", "0");
        assertProblem(hold(id, "4"), 409, "HOLD_DECIDED");
        assertThat(available(client)).isEqualByComparingTo("10");
        assertThat(json(settle())).isEqualTo(json(first));
        assertProblem(settle(share(seller, "1", true)), 409, "HOLD_DECIDED");
    }

    @Test
    void whatIsHeldAndGivenBackAtOnceIsAllThere() throws InterruptedException {
        fund(client, "100");
        for (int i = 0; i < 20; i++) {
            UUID one = Ids.next();
            AtomicInteger turn = new AtomicInteger();
            List<Integer> statuses = atOnce(
                    2,
                    () -> (turn.getAndIncrement() == 0 ? hold(one, "4") : giveBack(one))
                            .getResponse()
                            .getStatus());
            assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 409);
        }
        assertThat(available(client)).isEqualByComparingTo("100");
        assertThat(balance(escrow)).isZero();
    }

    @Test
    void whoNobodyKnowsHasNoMoney() {
        assertProblem(hold(id, "1"), 402, "INSUFFICIENT_FUNDS");
        assertThat(jdbc.sql("select count(*) from payment.account where owner = ?")
                        .param(client)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aHundredTimesTheSameHoldsOnce() throws InterruptedException {
        fund(client, "10");
        assertThat(atOnce(100, () -> json(hold(id, "4")).toString()))
                .hasSize(100)
                .containsOnly(json(hold(id, "4.0")).toString());
        assertThat(available(client)).isEqualByComparingTo("6");
    }

    @Test
    void anIdIsForOneHold() {
        held("4");
        assertProblem(hold(id, "5"), 409, "HOLD_EXISTS");
        assertThat(available(client)).isEqualByComparingTo("6");
    }

    @Test
    void sharesArePaidLessTheFeeAndTheRestGoesBack() {
        held("4");
        BigDecimal fees = balance(FEES);
        assertSettled(
                settle(share(seller, "3.00000001", true), share(host, "0.5", false)),
                "3.42500001",
                "0.075",
                "0.49999999");
        assertThat(available(seller)).isEqualByComparingTo("3.92500001");
        assertThat(available(host)).isEqualByComparingTo("1.5");
        assertThat(available(client)).isEqualByComparingTo("6.49999999");
        assertThat(balance(escrow)).isZero();
        assertThat(balance(FEES).subtract(fees)).isEqualByComparingTo("0.075");
    }

    @Test
    void withoutSharesAllGoesBack() {
        held("4");
        assertSettled(settle(), "0", "0", "4");
        assertThat(available(client)).isEqualByComparingTo("10");
        assertThat(jdbc.sql("select state from payment.hold where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("voided");
    }

    @Test
    void aHundredTimesTheSameDecisionIsOne() throws InterruptedException {
        held("4");
        assertThat(atOnce(100, () -> json(settle(share(seller, "2", true))).toString()))
                .hasSize(100)
                .containsOnly(json(settle(share(seller, "2.00", true))).toString());
        assertThat(available(seller)).isEqualByComparingTo("2.95");
        assertThat(available(client)).isEqualByComparingTo("8");
        // the hold too may be repeated, and holds nothing again
        assertThat(hold(id, "4")).hasStatus(200);
        assertThat(available(client)).isEqualByComparingTo("8");
    }

    @Test
    void ofTwoDecisionsOneCounts() {
        held("4");
        assertThat(settle(share(seller, "2", true))).hasStatus(200);
        assertProblem(settle(share(seller, "2", false)), 409, "HOLD_DECIDED");
        assertProblem(settle(share(host, "2", true)), 409, "HOLD_DECIDED");
        assertProblem(settle(), 409, "HOLD_DECIDED");
        assertThat(available(seller)).isEqualByComparingTo("2.95");
    }

    @Test
    void ofTwoDecisionsAtOnceOneCounts() throws InterruptedException {
        held("4");
        List<Integer> statuses = atOnce(
                20,
                () -> settle(share(someoneFunded(), "1", false)).getResponse().getStatus());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(19);
        assertThat(available(client)).isEqualByComparingTo("9");
    }

    private String someoneFunded() {
        String one = someone("one");
        fund(one, "1");
        return one;
    }

    @Test
    void whatIsRefusedDecidesNothing() {
        held("4");
        assertProblem(settle(share(seller, "3", true), share(host, "1.00000001", false)), 422, "SHARES_EXCEED_HOLD");
        assertProblem(settle(share(someone("nobody"), "1", true)), 404, "WALLET_NOT_FOUND");
        assertThat(balance(escrow)).isEqualByComparingTo("4");
        assertSettled(settle(share(seller, "4", false)), "4", "0", "0");
    }

    @Test
    void theMoneyOfAJobIsNobodyElsesToGiveAway() {
        fund(client, "10");
        assertThat(ask("/internal/escrows", """
                {"payer": "%s", "jobs": [{"job_id": "%s", "amount": 4, "currency": "AITBC", "ttl_seconds": 900}]}
                """.formatted(client, Ids.text(Ids.next()))))
                .hasStatus(200);
        UUID payment = jdbc.sql("select id from core.payment where payer = ?")
                .param(client)
                .query(UUID.class)
                .single();
        assertProblem(ask("/internal/holds/settle", """
                {"hold": "%s", "kind": "booking.settle", "shares": []}""".formatted(payment)), 404, "HOLD_NOT_FOUND");
        assertProblem(hold(payment, "4"), 409, "HOLD_EXISTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.000000001", "10000000000", "1e9999", "\"much\"", "null"})
    void anAmountIsAboveZeroWithUpToEightDecimals(String amount) {
        held("4");
        assertProblem(hold(Ids.next(), amount), 422, "VALIDATION_ERROR");
        assertProblem(settle(share(seller, amount, true)), 422, "VALIDATION_ERROR");
        assertThat(balance(escrow)).isEqualByComparingTo("4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"booking.hold\"   | \"send\"",
                "\"booking-1\"      | \"\"",
                "\"AITBC\"          | \"DOGE\"",
                "\"AITBC\"          | null",
                "\"payer\": \"      | \"payer\": \"@network"
            })
    void aHoldSaysWhatItIsAndWhose(String right, String wrong) {
        fund(client, "10");
        String order = """
                {"id": "%s", "kind": "booking.hold", "reference": "booking-1", "payer": "%s", "amount": 4, "currency": "AITBC"}
                """.formatted(Ids.text(id), client);
        assertProblem(ask("/internal/holds", order.replace(right, wrong)), 422, "VALIDATION_ERROR");
        assertThat(ask("/internal/holds", order)).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[null]"})
    void sharesAreAList(String shares) {
        held("4");
        assertProblem(ask("/internal/holds/settle", """
                {"hold": "%s", "kind": "booking.settle", "shares": %s}""".formatted(Ids.text(id), shares)), 422, "VALIDATION_ERROR");
    }

    @Test
    void onlyServicesMayAsk() {
        for (String path : List.of("/internal/holds", "/internal/holds/settle")) {
            for (Role role : List.of(Role.CLIENT, Role.MINER, Role.ADMIN)) {
                assertProblem(post(client, role, path, "{}"), 403, "ROLE_NOT_ALLOWED");
            }
            assertThat(http.post()
                            .uri(path)
                            .contentType(APPLICATION_JSON)
                            .content("{}")
                            .exchange())
                    .hasStatus(401);
        }
    }

    @Test
    void forgottenMoneyIsSeen() {
        held("4");
        jdbc.sql("update payment.money_hold set at = at - interval '400 days' where id = ?")
                .param(id)
                .update();
        open.measure();
        assertThat(meters.get("aitbc.holds.oldest.open.seconds").gauge().value())
                .isGreaterThan(400 * 86_400.0 - 1);
        settle();
        open.measure();
        assertThat(meters.get("aitbc.holds.oldest.open.seconds").gauge().value())
                .isLessThan(400 * 86_400.0 - 1);
    }
}
