package org.aitbc.trading.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.servicetest.Decision;
import org.aitbc.starter.parameter.Parameters;
import org.aitbc.trading.TradingTest;
import org.aitbc.trading.fake.*;
import org.junit.jupiter.api.*;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ExchangeTests extends TradingTest {

    private static final String CREATE = "/v1/exchange/create-payment";

    @Autowired
    FakeDeposits deposits;

    @Autowired
    FakeCredits credits;

    @Autowired
    ManagePayments managePayments;

    @Autowired
    Parameters parameters;

    @BeforeEach
    void scene() {
        money.fund(DESK, "10000");
        clock.stop();
    }

    @AfterEach
    void timeGoesOn() {
        clock.run();
        deposits.setAway(false);
        deposits.readUntil(null);
    }

    private String quote(String aitbc, String btc) {
        return "{\"user_id\": \"%s\", \"aitbc_amount\": %s, \"btc_amount\": %s}".formatted(client, aitbc, btc);
    }

    /** A payment of 100 AITBC for 0.001 BTC. */
    private UUID open() {
        return UUID.fromString(
                read(post(CREATE, quote("100", "0.001"))).path("payment_id").stringValue());
    }

    private JsonNode status(UUID id) {
        return read(get(client, "/v1/exchange/payment-status/" + id));
    }

    private MvcTestResult confirm(UUID id, String hash) {
        return post("/v1/exchange/confirm-payment/" + id + "?tx_hash=" + hash, "");
    }

    @Test
    void whatIsPaidAndFinalIsBoughtOnce() {
        UUID id = open();
        BigDecimal desk = credits.of(DESK);
        String hash = deposits.pay(id, "0.001", 3, clock.now());
        managePayments.sweep();
        assertThat(status(id).path("state").stringValue()).isEqualTo("confirming");
        assertThat(status(id).path("status").stringValue()).isEqualTo("pending");
        assertThat(status(id).path("confirmations").longValue()).isEqualTo(3);
        assertProblem(confirm(id, hash), 425, "NOT_FINAL");
        assertThat(money.available(client)).isZero();

        deposits.settle(id, true);
        credits.loseAnswer(DESK);
        JsonNode confirmed = read(confirm(id, hash));
        assertThat(confirmed.path("status").stringValue()).isEqualTo("confirmed");
        for (int again = 0; again < 3; again++) {
            managePayments.sweep();
            managePayments.sweepEnded();
            read(confirm(id, hash));
        }
        assertThat(status(id).path("confirmed_at").longValue())
                .isEqualTo(clock.now().getEpochSecond());
        // less half a percent
        await().untilAsserted(() -> assertThat(money.available(client)).isEqualByComparingTo("99.5"));
        assertThat(credits.of(DESK).subtract(desk)).isEqualByComparingTo("0.001");
        assertThat(credits.of(client)).isZero();
    }

    @Test
    void nobodySaysThatAPaymentIsTrue() {
        UUID mine = open();
        UUID other = open();
        String hash = deposits.pay(other, "0.001", 20, clock.now());
        assertProblem(confirm(mine, "0x" + "ab".repeat(32)), 404, "TRANSACTION_NOT_FOUND");
        assertProblem(confirm(mine, hash), 422, "TRANSACTION_MISMATCH");
        assertThat(status(mine).path("state").stringValue()).isEqualTo("pending");
        assertProblem(
                post(someone("stranger"), "/v1/exchange/confirm-payment/" + other + "?tx_hash=" + hash, ""),
                404,
                "PAYMENT_NOT_FOUND");
        read(post("root", Role.ADMIN, "/v1/exchange/confirm-payment/" + other + "?tx_hash=" + hash, ""));
        assertThat(status(other).path("payment_address").stringValue())
                .isNotEqualTo(status(mine).path("payment_address").stringValue());
    }

    @Test
    void aTransferThatIsTakenAwayIsUnseenAgain() {
        UUID id = open();
        deposits.pay(id, "0.001", 3, clock.now());
        managePayments.sweep();
        deposits.settle(id, false);
        managePayments.sweep();
        assertThat(status(id).path("state").stringValue()).isEqualTo("pending");
        assertThat(status(id).path("tx_hash").isNull()).isTrue();
        assertThat(credits.of(client)).isZero();
    }

    @Test
    void tooLittleIsThePayersOwn() {
        UUID id = open();
        String hash = deposits.pay(id, "0.0004", 20, clock.now());
        assertProblem(confirm(id, hash), 422, "TRANSACTION_MISMATCH");
        clock.forward(Duration.ofMinutes(61));
        managePayments.sweep();
        assertThat(status(id).path("status").stringValue()).isEqualTo("expired");
        assertThat(status(id).path("credited").decimalValue()).isEqualByComparingTo("0.0004");
        assertThat(credits.of(client)).isEqualByComparingTo("0.0004");
        assertProblem(confirm(id, hash), 409, "NOT_PENDING");
        assertThat(money.available(client)).isZero();
    }

    @Test
    void tooMuchAndTooLateAreCreditedToo() {
        UUID id = open();
        deposits.pay(id, "0.0004", 20, clock.now());
        deposits.pay(id, "0.0009", 20, clock.now());
        managePayments.sweep();
        assertThat(status(id).path("status").stringValue()).isEqualTo("confirmed");
        assertThat(credits.of(client)).isEqualByComparingTo("0.0003");
        deposits.pay(id, "0.002", 20, clock.now());
        managePayments.sweepEnded();
        managePayments.sweep();
        managePayments.sweepEnded();
        assertThat(credits.of(client)).isEqualByComparingTo("0.0023");

        UUID late = open();
        clock.forward(Duration.ofMinutes(61));
        managePayments.sweep();
        deposits.pay(late, "0.001", 20, clock.now());
        managePayments.sweepEnded();
        managePayments.sweep();
        assertThat(status(late).path("status").stringValue()).isEqualTo("expired");
        assertThat(credits.of(client)).isEqualByComparingTo("0.0033");
    }

    @Test
    void nothingExpiresThatCouldHaveBeenPaid() {
        UUID id = open();
        deposits.readUntil(clock.now());
        clock.forward(Duration.ofMinutes(61));
        managePayments.sweep();
        assertThat(status(id).path("status").stringValue()).isEqualTo("pending");
        deposits.pay(id, "0.001", 3, clock.now().minus(Duration.ofMinutes(5)));
        deposits.readUntil(null);
        managePayments.sweep();
        assertThat(status(id).path("state").stringValue()).isEqualTo("confirming");
        deposits.settle(id, true);
        managePayments.sweep();
        assertThat(status(id).path("status").stringValue()).isEqualTo("confirmed");
    }

    @Test
    void theDesksMoneyComesBackFromWhatNobodyPays() {
        UUID id = open();
        assertThat(money.isHeld(id)).isTrue();
        clock.forward(Duration.ofMinutes(61));
        managePayments.sweep();
        await().untilAsserted(() -> assertThat(money.isHeld(id)).isFalse());
        assertThat(money.available(client)).isZero();
        assertThat(status(id).path("status").stringValue()).isEqualTo("expired");
    }

    @Test
    void whatCannotBeBoughtIsRefused() {
        assertProblem(post(CREATE, quote("100", "0.0011")), 422, "AMOUNT_MISMATCH");
        assertInvalid(post(CREATE, quote("0.001", "0.0001")), "body.aitbc_amount");
        assertProblem(post(someone("other"), CREATE, quote("100", "0.001")), 403, "NOT_YOURSELF");
        assertProblem(post(CREATE, quote("1000000", "10")), 503, "DESK_EMPTY");
        open();
        open();
        open();
        assertProblem(post(CREATE, quote("100", "0.001")), 409, "TOO_MANY_PAYMENTS");
    }

    @Test
    void aRepetitionGetsTheSameAddressEvenIfTheFirstGotNone() {
        String key = someone("key");
        deposits.setAway(true);
        assertProblem(postKeyed(CREATE, key, quote("100", "0.001")), 503, "SERVICE_UNAVAILABLE");
        deposits.setAway(false);
        JsonNode made = read(postKeyed(CREATE, key, quote("100", "0.001")));
        assertThat(made.path("payment_address").stringValue()).startsWith("0x");
        assertThat(read(postKeyed(CREATE, key, quote("100", "0.001"))).path("payment_id"))
                .isEqualTo(made.path("payment_id"));
    }

    @Test
    void aPaymentThatGotNoAddressGetsItLaterAndKeepsItsTime() {
        deposits.setAway(true);
        assertProblem(post(CREATE, quote("100", "0.001")), 503, "SERVICE_UNAVAILABLE");
        UUID id = jdbc.sql("select id from trading.exchange_payment where user_id = ?")
                .param(client)
                .query(UUID.class)
                .single();
        managePayments.sweep();
        assertThat(status(id).path("state").stringValue()).isEqualTo("pending");
        assertThat(status(id).path("payment_address").isNull()).isTrue();
        deposits.setAway(false);
        managePayments.sweep();
        assertThat(status(id).path("payment_address").stringValue()).startsWith("0x");
        deposits.pay(id, "0.001", 20, clock.now());
        managePayments.sweep();
        assertThat(status(id).path("status").stringValue()).isEqualTo("confirmed");
    }

    @Test
    void aPaymentThatGotNoAddressEndsToo() {
        deposits.setAway(true);
        post(CREATE, quote("100", "0.001"));
        deposits.setAway(false);
        clock.forward(Duration.ofMinutes(61));
        managePayments.sweep();
        assertThat(jdbc.sql("select state from trading.exchange_payment where user_id = ?")
                        .param(client)
                        .query(String.class)
                        .single())
                .isEqualTo("expired");
    }

    @Test
    void theFeeIsWhatGovernanceHadDecidedWhenThePaymentWasCreated() {
        UUID before = open();
        try (Decision _ = new Decision(jdbc, parameters, Parameter.EXCHANGE_FEE, "0.01", Duration.ZERO)) {
            assertThat(status(before).path("fee").decimalValue()).isEqualByComparingTo("0.5");
            assertThat(status(open()).path("fee").decimalValue()).isEqualByComparingTo("1");
            assertThat(read(get("/v1/exchange/rates")).path("fee_percent").decimalValue())
                    .isEqualByComparingTo("1");
        }
    }

    @Test
    void figuresAreWhatThereIs() {
        JsonNode rates = read(get("/v1/exchange/rates"));
        assertThat(rates.path("btc_to_aitbc").decimalValue()).isEqualByComparingTo("100000");
        assertThat(rates.path("aitbc_to_btc").decimalValue()).isEqualByComparingTo("0.00001");
        assertThat(rates.path("fee_percent").decimalValue()).isEqualByComparingTo("0.5");
        BigDecimal before =
                read(get("/v1/exchange/market-stats")).path("daily_volume").decimalValue();
        UUID id = open();
        deposits.pay(id, "0.001", 20, clock.now());
        managePayments.sweep();
        JsonNode stats = read(get("/v1/exchange/market-stats"));
        assertThat(stats.path("daily_volume").decimalValue().subtract(before)).isEqualByComparingTo("100");
        assertThat(stats.path("price").decimalValue()).isEqualByComparingTo("0.00001");
        assertThat(stats.path("price_change_24h").isNull()).isTrue();
        assertThat(read(get("/v1/exchange/wallet/balance")).path("balance").decimalValue())
                .isGreaterThanOrEqualTo(new BigDecimal("0.001"));
        JsonNode info = read(get("/v1/exchange/wallet/info"));
        assertThat(info.path("network").stringValue()).isEqualTo("Fake");
        assertThat(info.path("transactions")
                        .valueStream()
                        .map(one -> one.path("id").stringValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutADeskNothingIsSold() {
        ExchangeSettings off = new ExchangeSettings("", BigDecimal.ONE, BigDecimal.ZERO, null, null);
        assertThatThrownBy(off::require).hasMessageContaining("nobody sells");
    }
}
