package org.aitbc.market.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.QuietMarket;
import org.aitbc.market.services.ServiceOffer.ServiceOfferRequest;
import org.aitbc.market.services.ServiceSale.Action;
import org.aitbc.market.services.ServiceSale.ServicePurchaseRequest;
import org.aitbc.servicetest.FakeMoney;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever buyers, sellers and time do in whatever order, and wherever payments fail: each purchase's money goes to its
 * seller and those with a share in the offer, or back, to the last digit; and an offer has what is not sold.
 */
class SalePropertyTests {

    private static final int BUYERS = 2;
    private static final int CAPACITY = 5;
    private static final String PURSE = "40";

    private static final class Service {

        static final ConfigurableApplicationContext CONTEXT = QuietMarket.CONTEXT;
        static final JdbcClient JDBC = CONTEXT.getBean(JdbcClient.class);
        static final FakeMoney MONEY = CONTEXT.getBean(FakeMoney.class);
        static final Offers OFFERS = CONTEXT.getBean(Offers.class);
        static final BuyOffer BUY_OFFER = CONTEXT.getBean(BuyOffer.class);
        static final Sales SALES = CONTEXT.getBean(Sales.class);
    }

    enum Move {
        BUY,
        BUY_WHILE_PAYMENTS_FAIL,
        DELIVER,
        CONFIRM,
        CANCEL_AS_BUYER,
        CANCEL_AS_SELLER,
        TIME_PASSES
    }

    /** @param royalty percent */
    record Setting(BigDecimal price, int royalty, int second, boolean dynamic) {}

    record Step(Move move, int buyer, int sale, int quantity) {}

    @Provide
    Arbitrary<Setting> settings() {
        return Combinators.combine(
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("0.00000001"), new BigDecimal("9"))
                                .ofScale(8),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(true, false))
                .as(Setting::new);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Move.class),
                        Arbitraries.integers().between(0, BUYERS - 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 3))
                .as(Step::new)
                .list()
                .ofMinSize(4)
                .ofMaxSize(25);
    }

    @Property(tries = 60)
    void moneyAndCapacityAreConserved(@ForAll("settings") Setting setting, @ForAll("steps") List<Step> steps) {
        Life life = new Life(setting);
        steps.forEach(life::step);
        life.check();
    }

    /** One offer and its buyers. */
    private static final class Life {

        private final List<Caller> buyers = new ArrayList<>();
        private final List<UUID> sales = new ArrayList<>();
        private final Caller seller = someone("seller");
        private final String first = someone("first").subject();
        private final String second = someone("second").subject();
        private final UUID offer;

        Life(Setting setting) {
            for (int i = 0; i < BUYERS; i++) {
                Caller buyer = someone("buyer");
                Service.MONEY.fund(buyer.subject(), PURSE);
                buyers.add(buyer);
            }
            ServiceOfferRequest wanted = new JsonMapper()
                    .readValue("""
                    {"serviceType": "s", "resourceSpecification": {}, "basePrice": %s, "totalCapacity": %d}""".formatted(setting.price().toPlainString(), CAPACITY), ServiceOfferRequest.class);
            offer = Service.OFFERS.create(seller, wanted).offer().id();
            royalty("primary", first, setting.royalty(), setting.dynamic());
            royalty("secondary", second, setting.second(), setting.dynamic());
        }

        private void royalty(String tier, String owner, int percent, boolean dynamic) {
            if (percent > 0) {
                Service.JDBC
                        .sql(
                                "insert into marketplace.royalty (offer_id, tier, owner, percent, dynamic) values (?, ?, ?, ?, ?)")
                        .params(offer, tier, owner, percent, dynamic)
                        .update();
            }
        }

        void step(Step step) {
            Caller buyer = buyers.get(step.buyer());
            try {
                switch (step.move()) {
                    case BUY -> buy(buyer, step.quantity());
                    case BUY_WHILE_PAYMENTS_FAIL -> {
                        Service.MONEY.failNext(buyer.subject(), step.sale() % 2 == 0 ? Failure.BEFORE : Failure.AFTER);
                        buy(buyer, step.quantity());
                    }
                    case DELIVER -> act(seller, step, Action.DELIVER);
                    case CONFIRM -> act(buyer, step, Action.CONFIRM);
                    case CANCEL_AS_BUYER -> act(buyer, step, Action.CANCEL);
                    case CANCEL_AS_SELLER -> act(seller, step, Action.CANCEL);
                    case TIME_PASSES -> pass(step);
                }
            } catch (DomainException refused) {
                // as it may be: nothing has happened
            }
        }

        private void buy(Caller buyer, int quantity) {
            ServicePurchaseRequest wanted = new ServicePurchaseRequest(
                    null, offer.toString(), quantity, "global", "global", null, null, null, null);
            sales.add(Service.BUY_OFFER.buy(buyer, wanted).id());
        }

        private void act(Caller who, Step step, Action action) {
            if (!sales.isEmpty()) {
                Service.SALES.act(who, sales.get(step.sale() % sales.size()), action);
            }
        }

        private void pass(Step step) {
            if (!sales.isEmpty()) {
                Service.JDBC
                        .sql("update marketplace.service_transaction set due_at = now() where id = ?")
                        .param(sales.get(step.sale() % sales.size()))
                        .update();
                Service.SALES.sweep();
            }
        }

        void check() {
            // what failed in between goes back once its request has had its time
            Service.JDBC
                    .sql("update marketplace.hold set created_at = now() - interval '2 minutes' where state = 'wanted'")
                    .update();
            await().untilAsserted(() -> assertThat(
                            count("select count(*) from marketplace.hold where state in ('wanted', 'decided')"))
                    .isZero());
            BigDecimal spent = sum("state = 'completed'");
            BigDecimal held = sum("payment = 'escrowed'");
            BigDecimal purses = BigDecimal.ZERO;
            for (Caller buyer : buyers) {
                purses = purses.add(Service.MONEY.available(buyer.subject()));
            }
            assertThat(purses.add(spent).add(held))
                    .isEqualByComparingTo(new BigDecimal(PURSE).multiply(BigDecimal.valueOf(BUYERS)));
            BigDecimal earned = Service.MONEY
                    .available(seller.subject())
                    .add(Service.MONEY.available(first))
                    .add(Service.MONEY.available(second));
            assertThat(earned.add(fees())).isEqualByComparingTo(spent);
            assertThat(count("select available from marketplace.service_offer where id = '" + offer + "'"))
                    .isEqualTo(CAPACITY - count("""
                            select coalesce(sum(quantity), 0) from marketplace.service_transaction
                            where payment <> 'refunded' and offer_id = '%s'""".formatted(offer)));
        }

        private BigDecimal sum(String which) {
            return Service.JDBC
                    .sql("select coalesce(sum(total), 0) from marketplace.service_transaction where offer_id = ? and "
                            + which)
                    .param(offer)
                    .query(BigDecimal.class)
                    .single();
        }

        private BigDecimal fees() {
            return Service.JDBC.sql("""
                            select coalesce(sum(h.fee), 0) from marketplace.service_transaction t
                            join marketplace.hold h on h.id = t.hold_id where t.offer_id = ?""").param(offer).query(BigDecimal.class).single();
        }

        private static long count(String sql) {
            return Service.JDBC.sql(sql).query(Long.class).single();
        }

        private static Caller someone(String kind) {
            return new Caller(kind + "-" + Ids.text(Ids.next()), Role.CLIENT, Caller.DEFAULT_TENANT);
        }
    }
}
