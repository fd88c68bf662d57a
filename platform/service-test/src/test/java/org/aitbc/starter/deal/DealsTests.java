package org.aitbc.starter.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds.Order;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.aitbc.shop.ShopTest;
import org.aitbc.starter.idempotent.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class DealsTests extends ShopTest {

    record Bought(UUID hold) {}

    @Autowired
    private Deals deals;

    @Autowired
    private HoldTable table;

    @Autowired
    private TransactionTemplate transactions;

    private final Caller caller = new Caller(client, Role.CLIENT, Caller.DEFAULT_TENANT);
    private final AtomicInteger made = new AtomicInteger();

    @BeforeEach
    void fund() {
        money.fund(client, "10");
    }

    private Bought buy(@Nullable String key, String amount) {
        return deals.make(
                caller, key, "test.buy", Map.of("amount", amount), Bought.class, () -> terms(amount), this::made);
    }

    private Bought made(UUID hold) {
        made.incrementAndGet();
        return new Bought(hold);
    }

    private HoldTerms terms(String amount) {
        return new HoldTerms("test.hold", "test", client, new BigDecimal(amount), Currency.AITBC);
    }

    private void decide(UUID hold, Share... shares) {
        transactions.executeWithoutResult(_ -> deals.decide(hold, "test.settle", List.of(shares)));
    }

    private void awaitAvailable(String owner, String amount) {
        await().untilAsserted(() -> assertThat(money.available(owner)).isEqualByComparingTo(amount));
    }

    @Test
    void aDealsMoneyIsHeldAndPaidOutAsDecided() {
        Bought deal = buy(null, "4");
        assertThat(money.available(client)).isEqualByComparingTo("6");

        decide(deal.hold(), new Share(operator, new BigDecimal("3"), true));

        awaitAvailable(operator, "2.925");
        awaitAvailable(client, "7");
        assertThat(money.held(client)).isZero();
    }

    @Test
    void whoHasTooLittleMakesNoDeal() {
        assertThatThrownBy(() -> buy(null, "11")).isInstanceOf(PaymentRequired.class);
        assertThat(made).hasValue(0);
        assertThat(money.available(client)).isEqualByComparingTo("10");
    }

    @Test
    void theMoneyOfADealThatFailsGoesBack() {
        String key = someone("key");
        assertThatThrownBy(() -> deals.make(
                        caller, key, "test.buy", Map.of("amount", "4"), Bought.class, () -> terms("4"), _ -> {
                            throw new Conflict("TAKEN", "somebody was faster");
                        }))
                .isInstanceOf(Conflict.class);
        awaitAvailable(client, "10");

        buy(key, "4");
        assertThat(money.available(client)).isEqualByComparingTo("6");
    }

    @Test
    void aHundredIdenticalRequestsAreOneDeal() throws InterruptedException {
        String key = someone("key");
        Callable<Object> buy = () -> {
            try {
                return buy(key, "10");
            } catch (Conflict running) {
                return running.code();
            }
        };
        List<Object> answers = new ArrayList<>(atOnce(100, buy));
        answers.removeIf("REQUEST_IN_PROGRESS"::equals);

        assertThat(made).hasValue(1);
        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(buy(key, "10")).isEqualTo(answers.getFirst());
        assertThat(money.held(client)).isEqualByComparingTo("10");
    }

    @Test
    void aKeyStandsForOneRequest() {
        String key = someone("key");
        buy(key, "1");
        assertThatThrownBy(() -> buy(key, "2")).isInstanceOf(Invalid.class);
        assertThat(money.held(client)).isEqualByComparingTo("1");
    }

    @Test
    void aRequestWhoseAnswerWasLostMayBeRepeated() {
        String key = someone("key");
        money.failNext(client, Failure.AFTER);
        assertThatThrownBy(() -> buy(key, "4")).isInstanceOf(Unavailable.class);
        buy(key, "4");
        assertThat(money.available(client)).isEqualByComparingTo("6");
        assertThat(made).hasValue(1);
    }

    @Test
    void moneyThatNoDealHasTakenGoesBackInTheEnd() {
        money.failNext(client, Failure.AFTER);
        assertThatThrownBy(() -> buy(null, "4")).isInstanceOf(Unavailable.class);
        assertThat(money.available(client)).isEqualByComparingTo("6");

        jdbc.sql("update shop.hold set created_at = now() - interval '61 s' where payer = ?")
                .param(client)
                .update();

        awaitAvailable(client, "10");
    }

    @Test
    void whatARepetitionHoldsAfterTheFirstWasRefusedGoesBack() {
        String key = someone("key");
        Hold repeated = table.want(IdempotencyKey.id(caller, key), terms("12"));
        assertThatThrownBy(() -> buy(key, "12")).isInstanceOf(PaymentRequired.class);
        money.fund(client, "5");
        try {
            money.hold(new Order(repeated.id(), "test.hold", "test", client, new BigDecimal("12"), "AITBC"));
        } catch (Conflict given) {
            assertThat(given.code()).isEqualTo("HOLD_DECIDED");
        }
        assertThat(table.take(repeated.id())).isFalse();
        awaitAvailable(client, "15");

        buy(key, "12");
        assertThat(money.available(client)).isEqualByComparingTo("3");
    }

    @Test
    void noDealTakesWhatWasGivenBack() {
        Hold hold = table.want(Ids.next(), terms("4"));
        assertThat(table.decide(hold.id(), Hold.State.WANTED, HoldTable.giveBack(hold.id())))
                .isTrue();
        assertThat(table.take(hold.id())).isFalse();
        await().untilAsserted(() -> assertThat(state()).isEqualTo("settled"));
    }

    @Test
    void whatNeverArrivedNeedNotGoBack() {
        money.failNext(client, Failure.BEFORE);
        assertThatThrownBy(() -> buy(null, "4")).isInstanceOf(Unavailable.class);
        jdbc.sql("update shop.hold set created_at = now() - interval '61 s' where payer = ?")
                .param(client)
                .update();

        await().untilAsserted(() -> assertThat(state()).isEqualTo("settled"));
        assertThat(money.available(client)).isEqualByComparingTo("10");
    }

    @Test
    void aDecisionIsSentUntilItArrives() {
        Bought deal = buy(null, "4");
        money.failNext(client, Failure.BEFORE);
        decide(deal.hold(), new Share(operator, new BigDecimal("4"), false));
        awaitAvailable(operator, "4");
    }

    @Test
    void whatIsRefusedKeepsNothingElseFromBeingSent() {
        jdbc.sql("""
                        insert into shop.hold (id, deal, attempt, kind, reference, payer, amount, currency, state,
                          created_at, due_at, decision)
                        select id, id, 1, 'test.hold', 'test', :payer, 1, 'AITBC', 'decided', now() - interval '1 d', now() - interval '1 d',
                          json_build_object('hold', id, 'kind', 'test.settle', 'shares',
                            json_build_array(json_build_object('owner', 'nobody', 'amount', 1, 'less_fee', false)))
                        from (select gen_random_uuid() as id from generate_series(1, 250)) as ids""").param("payer", operator).update();
        try {
            Bought deal = buy(null, "4");
            decide(deal.hold(), new Share(operator, new BigDecimal("4"), false));
            awaitAvailable(operator, "4");
        } finally {
            jdbc.sql("delete from shop.hold where payer = ?").param(operator).update();
        }
    }

    @Test
    void whatIsRefusedIsSentAgainLater() {
        Bought deal = buy(null, "4");
        decide(deal.hold(), new Share(operator, new BigDecimal("5"), false));
        await().untilAsserted(() -> assertThat(jdbc.sql("select due_at > now() from shop.hold where id = ?")
                        .param(deal.hold())
                        .query(Boolean.class)
                        .single())
                .isTrue());
        assertThat(state()).isEqualTo("decided");

        jdbc.sql("""
                        update shop.hold set due_at = now(),
                          decision = replace(decision::text, '"amount":5', '"amount":3')::json where id = ?""").param(deal.hold()).update();
        awaitAvailable(operator, "3");
    }

    @Test
    void aHoldIsDecidedOnce() {
        Bought deal = buy(null, "4");
        decide(deal.hold());
        assertThatThrownBy(() -> decide(deal.hold(), new Share(operator, BigDecimal.ONE, false)))
                .isInstanceOf(Conflict.class);
        awaitAvailable(client, "10");
    }

    private String state() {
        return jdbc.sql("select state from shop.hold where payer = ?")
                .param(client)
                .query(String.class)
                .single();
    }
}
