package org.aitbc.market.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.QuietMarket;
import org.aitbc.servicetest.FakeMoney;
import org.aitbc.starter.deal.Deals;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever is ordered, bid, awarded, booked, cancelled and let pass, in whatever order: all money is accounted for. */
class AuctionPropertyTests {

    private static final int PEOPLE = 3;
    private static final BigDecimal FUNDS = BigDecimal.valueOf(300);

    private static final class Service {

        static final ConfigurableApplicationContext CONTEXT = QuietMarket.CONTEXT;
        static final JdbcClient JDBC = CONTEXT.getBean(JdbcClient.class);
        static final FakeMoney MONEY = CONTEXT.getBean(FakeMoney.class);
        static final Deals DEALS = CONTEXT.getBean(Deals.class);
        static final Auctions AUCTIONS = CONTEXT.getBean(Auctions.class);
        static final Bids BIDS = CONTEXT.getBean(Bids.class);
        static final ManageAuctions MANAGE = CONTEXT.getBean(ManageAuctions.class);
        static final TransactionTemplate TRANSACTIONS = CONTEXT.getBean(TransactionTemplate.class);
    }

    enum Act {
        ORDER,
        ASK,
        OFFER,
        STAND,
        AWARD,
        ACCEPT,
        DECLINE,
        CANCEL,
        BOOK,
        PASS
    }

    /**
     * @param who which client, or which provider
     * @param order which of those there are
     * @param bid which of those there are
     */
    record Step(Act act, int who, int order, int bid, int price) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> any = upTo(99);
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(2, Act.ORDER),
                                Tuple.of(1, Act.ASK),
                                Tuple.of(6, Act.OFFER),
                                Tuple.of(2, Act.STAND),
                                Tuple.of(4, Act.AWARD),
                                Tuple.of(1, Act.ACCEPT),
                                Tuple.of(2, Act.DECLINE),
                                Tuple.of(1, Act.CANCEL),
                                Tuple.of(3, Act.BOOK),
                                Tuple.of(1, Act.PASS)),
                        upTo(PEOPLE - 1),
                        any,
                        any,
                        upTo(29).map(price -> price + 1))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    /** Evenly: else nearly all is done by the first. */
    private static Arbitrary<Integer> upTo(int most) {
        return Arbitraries.integers().between(0, most).withDistribution(RandomDistribution.uniform());
    }

    /** What there is in one try. */
    private static final class Market {

        final List<String> clients = people("client");
        final List<String> providers = people("provider");
        final List<UUID> gpus = providers.stream().map(Market::gpu).toList();
        final List<UUID> orders = new ArrayList<>();
        final List<UUID> bids = new ArrayList<>();

        Market() {
            clients.forEach(client -> Service.MONEY.fund(client, FUNDS.toPlainString()));
        }

        private static List<String> people(String kind) {
            return IntStream.range(0, PEOPLE)
                    .mapToObj(_ -> kind + "-" + Ids.text(Ids.next()))
                    .toList();
        }

        private static UUID gpu(String owner) {
            UUID id = Ids.next();
            Service.JDBC.sql("""
                            insert into marketplace.gpu (id, owner, claimed, model, memory_gb, price_per_hour, min_hours, max_hours)
                            values (?, ?, false, 'RTX 4090', 24, 3, 1, 100)""").params(id, owner).update();
            return id;
        }

        void take(Step step) {
            try {
                act(step);
                Statistics.label("done").collect(step.act());
            } catch (DomainException refused) {
                assertThat(refused.code()).isNotEqualTo("ALREADY_DECIDED");
            }
        }

        private void act(Step step) {
            String client = clients.get(step.who());
            String provider = providers.get(step.who());
            BigDecimal price = BigDecimal.valueOf(step.price());
            AuctionRequest wanted = new AuctionRequest(BigDecimal.ONE, price);
            switch (step.act()) {
                case ORDER ->
                    orders.add(deal(
                            client,
                            wanted,
                            hold -> Service.AUCTIONS
                                    .create(hold, client, wanted, null)
                                    .auctionId()));
                case ASK -> {
                    UUID gpu = gpus.get(step.bid() % gpus.size());
                    bids.add(deal(client, wanted, hold -> {
                        UUID bid = Service.MANAGE.bid(hold, client, gpu, wanted).id();
                        orders.add(hold);
                        return bid;
                    }));
                }
                case OFFER ->
                    bids.add(Service.MANAGE
                            .offer(caller(provider), order(step), gpus.get(step.who()), price, null)
                            .id());
                case STAND ->
                    bids.add(Service.MANAGE
                            .stand(provider, null, 1 + step.bid() % 2, price, null)
                            .id());
                case AWARD -> {
                    Auction order = Service.AUCTIONS.require(order(step));
                    List<Bid> offered = Service.BIDS.findByAuction(order, null);
                    Service.MANAGE.award(
                            caller(order.clientId()),
                            order.auctionId(),
                            offered.isEmpty()
                                    ? bid(step)
                                    : offered.get(step.bid() % offered.size()).id());
                }
                case ACCEPT -> Service.MANAGE.accept(ADMIN, bid(step));
                case DECLINE -> Service.MANAGE.decline(caller(provider), bid(step));
                case CANCEL -> Service.MANAGE.cancel(ADMIN, order(step));
                case BOOK -> Service.TRANSACTIONS.executeWithoutResult(_ -> Service.MANAGE.take(ADMIN, order(step)));
                case PASS -> {
                    for (String table : List.of(
                            "bid set expires_at = now() where auction_id", "auction set expires_at = now() where id")) {
                        Service.JDBC
                                .sql("update marketplace." + table + " = ?")
                                .param(order(step))
                                .update();
                    }
                    Service.MANAGE.sweep();
                }
            }
        }

        private static final Caller ADMIN = new Caller("root", Role.ADMIN, Caller.DEFAULT_TENANT);

        private static Caller caller(String subject) {
            return new Caller(subject, Role.CLIENT, Caller.DEFAULT_TENANT);
        }

        private static UUID deal(String client, AuctionRequest wanted, Function<UUID, UUID> deal) {
            return Service.DEALS.make(
                    caller(client), null, "test", wanted, UUID.class, () -> wanted.terms(client, null), deal);
        }

        /** One of the last, so that much happens to each. */
        private UUID order(Step step) {
            return orders.isEmpty() ? Ids.next() : orders.get(Math.max(0, orders.size() - 1 - step.order() % 3));
        }

        private UUID bid(Step step) {
            return bids.isEmpty() ? Ids.next() : bids.get(step.bid() % bids.size());
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void allMoneyIsHeldForWhatIsOpenOrBookedAndTheRestIsBack(@ForAll("steps") List<Step> steps) {
        Market market = new Market();
        steps.forEach(market::take);
        Statistics.label("done")
                .coverage(all ->
                        Stream.of(Act.values()).forEach(act -> all.check(act).count(n -> n > 0)));

        for (String client : market.clients) {
            BigDecimal held =
                    Service.JDBC.sql("""
                            select coalesce(sum(held), 0) from marketplace.auction
                            where client = ? and status in ('open', 'awarded', 'booked')""").param(client).query(BigDecimal.class).single();
            await().untilAsserted(() -> {
                assertThat(Service.MONEY.held(client)).isEqualByComparingTo(held);
                assertThat(Service.MONEY.available(client)).isEqualByComparingTo(FUNDS.subtract(held));
            });
        }
        assertThat(market.providers)
                .allSatisfy(provider ->
                        assertThat(Service.MONEY.available(provider)).isZero());
        assertThat(wrong("""
                select a.id from marketplace.auction a
                where a.status <> 'open' and exists (
                  select from marketplace.bid b where b.auction_id = a.id and b.status = 'pending')""")).isEmpty();
        assertThat(wrong("""
                select a.id from marketplace.auction a join marketplace.hold h on h.id = a.id
                where (h.state = 'taken') <> (a.status in ('open', 'awarded', 'booked'))""")).isEmpty();
        assertThat(wrong("""
                select b.id from marketplace.bid b
                where b.taken <> (select count(*) from marketplace.auction a where a.winner = b.id)""")).isEmpty();
    }

    private static List<UUID> wrong(String sql) {
        return Service.JDBC.sql(sql).query(UUID.class).list();
    }
}
