package org.aitbc.payment.trades;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.ledger.Account;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class TradeLedgerTests extends PaymentTest {

    private final String buyer = someone("buyer");
    private final String seller = someone("seller");
    private final UUID bid = Ids.next();
    private final UUID ask = Ids.next();
    private final UUID move = Ids.next();

    @BeforeEach
    void reserved() {
        fund(buyer, "10", Currency.ETH);
        fund(seller, "100");
        assertThat(refusal(reserve(bid, buyer, "ETH", "6"))).isNull();
        assertThat(refusal(reserve(ask, seller, "AITBC", "60"))).isNull();
    }

    @Test
    void aTradePaysBothSidesAndTheFeesAndTheRestStaysReserved() {
        assertThat(trade(move, "2", "0.1", "20")).hasStatus(200);
        assertThat(eth(seller)).isEqualByComparingTo("1.9");
        assertThat(available(buyer)).isEqualByComparingTo("20");
        assertThat(held(buyer, Currency.ETH)).isEqualByComparingTo("4");
        assertThat(held(seller, Currency.AITBC)).isEqualByComparingTo("40");
        assertThat(open()).contains(bid, ask);
        assertThat(open(", \"owner\": \"%s\"".formatted(buyer))).containsExactly(bid);
    }

    @Test
    void whatIsLeftOfAReserveIsWhatWasNotDrawn() {
        trade(move, "2", "0.1", "20");
        end(Ids.next(), ask);
        var left = read(ask("/internal/trades/reserves/left", """
                {"ids": ["%s", "%s", "%s"]}""".formatted(bid, ask, Ids.next())));
        assertThat(left).hasSize(1);
        assertThat(left.at("/0/id").asString()).isEqualTo(Ids.text(bid));
        assertThat(left.at("/0/amount").decimalValue()).isEqualByComparingTo("4");
    }

    @Test
    void aMoveHappensOnce() {
        trade(move, "2", "0.1", "20");
        assertThat(trade(move, "2", "0.1", "20")).hasStatus(200);
        assertThat(eth(seller)).isEqualByComparingTo("1.9");
        assertProblem(trade(move, "2", "0.1", "21"), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void whatAFinishedOrderLeavesGoesBackOnce() {
        trade(move, "2", "0.1", "20");
        UUID end = Ids.next();
        assertThat(end(end, bid)).hasStatus(200);
        assertThat(end(end, bid)).hasStatus(200);
        assertThat(eth(buyer)).isEqualByComparingTo("8");
        assertThat(held(buyer, Currency.ETH)).isZero();
        assertThat(open()).doesNotContain(bid).contains(ask);
        assertProblem(end(Ids.next(), bid), 409, "HOLD_RESOLVED");
    }

    @Test
    void anOrderEndsAfterAllOfItsReserveWasDrawn() {
        trade(move, "6", "0.1", "20");
        assertThat(end(Ids.next(), bid)).hasStatus(200);
        assertThat(open()).doesNotContain(bid).contains(ask);
        assertThat(trade(Ids.next(), "1", "0.1", "20")).hasStatus(409);
        assertThat(end(Ids.next(), ask)).hasStatus(200);
        assertThat(available(seller)).isEqualByComparingTo("80");
    }

    @Test
    void aReserveNeverPaysMoreThanItHas() {
        trade(move, "5", "0.1", "20");
        assertProblem(trade(Ids.next(), "1.00000001", "0.1", "20"), 409, "HOLD_TOO_SMALL");
        assertThat(eth(seller)).isEqualByComparingTo("4.9");
        assertThat(available(buyer)).isEqualByComparingTo("20");
        assertThat(trade(Ids.next(), "1", "0.1", "20")).hasStatus(200);
    }

    @Test
    void ofMovesThatComeTogetherAllAreMadeOrNone() {
        String first = move(move, draw(bid, "ETH", seller, "2"), "");
        String second = move(Ids.next(), draw(ask, "AITBC", buyer, "61"), "");
        assertProblem(moves(first + ", " + second), 409, "HOLD_TOO_SMALL");
        assertThat(eth(seller)).isZero();
    }

    @Test
    void aShareOfTheOwnerComesBackAtOnce() {
        assertThat(moves(move(move, draw(bid, "ETH", buyer, "1.5"), ""))).hasStatus(200);
        assertThat(eth(buyer)).isEqualByComparingTo("5.5");
        assertThat(held(buyer, Currency.ETH)).isEqualByComparingTo("4.5");
    }

    @Test
    void eachReserveIsAnsweredByItself() {
        UUID poor = Ids.next();
        UUID rich = Ids.next();
        var answers = read(ask("/internal/trades/reserves", """
                {"reserves": [%s, %s]}""".formatted(
                        one(poor, buyer, "ETH", "4.00000001"), one(rich, buyer, "ETH", "4"))));
        assertThat(answers.at("/refusals/0/code").asString()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(answers.at("/refusals/1").isNull()).isTrue();
        assertThat(open()).contains(rich).doesNotContain(poor);
        assertThat(eth(buyer)).isZero();
    }

    /** A part of the list may end between reserves that were made at the same time. */
    @Test
    void theListGoesOnAfterAReserveWithThoseOfTheSameTime() {
        jdbc.sql("update payment.trade_reserve set at = '2001-01-01Z' where id in (?, ?)")
                .params(bid, ask)
                .update();
        boolean inOrder = Ids.text(bid).compareTo(Ids.text(ask)) < 0;
        var rest = read(ask("/internal/trades/reserves/open", """
                {"after": "2001-01-01T00:00:00Z", "after_id": "%s", "before": "2001-01-01T00:00:00Z"}""".formatted(inOrder ? bid : ask)));
        assertThat(rest).hasSize(1);
        assertThat(rest.at("/0/id").asString()).isEqualTo(Ids.text(inOrder ? ask : bid));
        jdbc.sql("update payment.trade_reserve set at = now() where id in (?, ?)")
                .params(bid, ask)
                .update();
    }

    @Test
    void aRepetitionReservesNothingTwiceAndReopensNothing() {
        assertThat(refusal(reserve(bid, buyer, "ETH", "6"))).isNull();
        assertThat(eth(buyer)).isEqualByComparingTo("4");
        end(move, bid);
        assertThat(refusal(reserve(bid, buyer, "ETH", "6"))).isNull();
        assertThat(open()).doesNotContain(bid);
        assertThat(eth(buyer)).isEqualByComparingTo("10");
    }

    @Test
    void otherMoneyIsOutOfReach() {
        UUID hold = Ids.next();
        fund(buyer, "5");
        assertThat(ask("/internal/holds", """
                {"id": "%s", "kind": "booking.hold", "reference": "b", "payer": "%s", "amount": 4, "currency": "AITBC"}
                """.formatted(hold, buyer))).hasStatus(200);
        assertProblem(moves(move(move, draw(hold, "AITBC", seller, "1"), "")), 404, "RESERVE_NOT_FOUND");
        assertProblem(end(move, hold), 404, "RESERVE_NOT_FOUND");
        assertProblem(moves(move(move, draw(bid, "AITBC", seller, "1"), "")), 409, "HOLD_OF_OTHER_CURRENCY");
        assertProblem(post(buyer, Role.ADMIN, "/internal/trades/moves", "{}"), 403, "ROLE_NOT_ALLOWED");
    }

    private MvcTestResult reserve(UUID id, String owner, String currency, String amount) {
        return ask("/internal/trades/reserves", "{\"reserves\": [%s]}".formatted(one(id, owner, currency, amount)));
    }

    private static String one(UUID id, String owner, String currency, String amount) {
        return """
                {"id": "%s", "owner": "%s", "currency": "%s", "amount": %s}""".formatted(id, owner, currency, amount);
    }

    private static @Nullable String refusal(MvcTestResult answer) {
        return read(answer).at("/refusals/0/code").asStringOpt().orElse(null);
    }

    private MvcTestResult trade(UUID id, String eth, String fee, String aitbc) {
        String net = new BigDecimal(eth).subtract(new BigDecimal(fee)).toPlainString();
        String draws = """
                {"reserve": "%s", "currency": "ETH", "shares": [
                  {"owner": "%s", "amount": %s}, {"owner": "@network", "amount": %s}]}, %s""".formatted(bid, seller, net, fee, draw(ask, "AITBC", buyer, aitbc));
        return moves(move(id, draws, ""));
    }

    private MvcTestResult end(UUID id, UUID reserve) {
        return moves(move(id, "", "\"" + reserve + "\""));
    }

    private static String draw(UUID reserve, String currency, String to, String amount) {
        return """
                {"reserve": "%s", "currency": "%s", "shares": [{"owner": "%s", "amount": %s}]}""".formatted(reserve, currency, to, amount);
    }

    private static String move(UUID id, String draws, String ended) {
        return """
                {"id": "%s", "reference": "AITBC-ETH:1", "draws": [%s], "ended": [%s]}""".formatted(id, draws, ended);
    }

    private MvcTestResult moves(String moves) {
        return ask("/internal/trades/moves", "{\"moves\": [%s]}".formatted(moves));
    }

    private MvcTestResult ask(String path, String json) {
        return post("trading-service", Role.SERVICE, path, json);
    }

    private List<UUID> open() {
        return open("");
    }

    private List<UUID> open(String more) {
        var open = read(ask("/internal/trades/reserves/open", """
                {"after": "%s", "before": "%s"%s}""".formatted(
                        Instant.EPOCH, Instant.now().plusSeconds(60), more)));
        return open.valueStream()
                .map(one -> Ids.parse(one.path("id").asString()))
                .toList();
    }

    private BigDecimal eth(String owner) {
        return balance(Account.available(owner, Currency.ETH));
    }

    private BigDecimal held(String owner, Currency currency) {
        return balance(new Account(owner, currency, Account.Kind.ESCROW));
    }
}
