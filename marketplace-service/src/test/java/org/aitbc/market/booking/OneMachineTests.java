package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.CompletableFuture;
import java.util.stream.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.listing.WorkerListings;
import org.aitbc.servicetest.simulation.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** One machine is sold once: what is booked is hardware that a worker has reported, each card of it once. */
class OneMachineTests extends BookingTest {

    private static final String PATH = "/v1/marketplace/gpu/";

    @Autowired
    private WorkerListings listings;

    @Autowired
    private TransactionTemplate transactions;

    private static String card(String model, String uuid) {
        return "{\"name\": \"%s\", \"uuid\": \"%s\", \"memory_mb\": 81559, \"driver\": \"570.86\"}"
                .formatted(model, uuid);
    }

    private static String listed(String... cards) {
        return "{\"gpus\": [%s], \"market\": {\"list\": true, \"price_per_hour\": 1}}"
                .formatted(String.join(", ", cards));
    }

    /** A worker that registers with these GPUs. */
    private String worker(String owner, String... cards) {
        String worker = miner(owner, listed(cards));
        listings.follow(worker, false);
        return worker;
    }

    private void reports(String worker, String... cards) {
        jdbc.sql("""
                        update core.miner set capabilities = ?::json, deregistered = false, updated_at = clock_timestamp()
                        where id = ?""").params(listed(cards), worker).update();
        listings.follow(worker, false);
    }

    private void silent(String worker) {
        jdbc.sql("update core.miner_beat set online = false where miner_id = ?")
                .param(worker)
                .update();
    }

    private void online(String worker) {
        jdbc.sql("update core.miner_beat set online = true, last_seen = now() where miner_id = ?")
                .param(worker)
                .update();
    }

    private String byHand(String owner, String model, String worker) {
        return read(post(owner, PATH + "register", """
                        {"gpu": {"name": "%s", "memory_gb": 80, "price_per_hour": 2, "miner_id": "%s"}}""".formatted(model, worker)))
                .path("gpu_id")
                .stringValue();
    }

    private JsonNode gpu(String id) {
        return read(get(PATH + id));
    }

    private List<JsonNode> search(String query) {
        return read(get(PATH + "search?sort=slot&q=" + query))
                .path("items")
                .valueStream()
                .toList();
    }

    private String only(String worker) {
        assertThat(search("miner_id:" + worker)).hasSize(1);
        return search("miner_id:" + worker).getFirst().path("id").stringValue();
    }

    private MvcTestResult take(String who, String id) {
        return post(who, PATH + id + "/book", "{\"duration_hours\": 1}");
    }

    private void sell(String id, String from, String to) {
        read(post(from, Role.MINER, PATH + "sell", """
                {"seller_id": "%s", "gpu_id": "%s", "listing_price": 10}""".formatted(from, id)));
        money.fund(to, "10");
        read(post(to, PATH + id + "/buy", "{\"listing_price\": 10}"));
    }

    @Test
    void aWorkerWithoutAGpuSellsNone() {
        String model = someone("H100");
        String worker = worker(operator);
        List<String> claims = IntStream.range(0, 20)
                .mapToObj(_ -> byHand(operator, model, worker))
                .toList();
        assertThat(claims).allSatisfy(claim -> {
            assertThat(gpu(claim).path("claimed").booleanValue()).isTrue();
            assertThat(gpu(claim).path("status").stringValue()).isEqualTo("claimed");
            assertProblem(take(client, claim), 409, "GPU_CLAIMED");
            assertProblem(take(operator, claim), 409, "GPU_CLAIMED");
        });
        assertThat(search("available:true model:" + model)).isEmpty();
        assertProblem(get("/v1/marketplace/pricing/" + model), 404, "NO_GPUS_FOUND_FOR_MODEL");
        assertProblem(get("/v1/pricing/dynamic/gpu/" + claims.getFirst()), 409, "GPU_CLAIMED");
        assertProblem(post(operator, PATH + "sell", """
                {"seller_id": "%s", "gpu_id": "%s", "listing_price": 1}""".formatted(operator, claims.getFirst())), 409, "GPU_CLAIMED");
        assertProblem(
                post(client, PATH + "bid", "{\"gpu_id\": \"%s\"}".formatted(claims.getFirst())), 409, "GPU_CLAIMED");
        assertMoney(client, "1000", "0");

        // whatever it claims, it has one
        reports(worker, card("NVIDIA " + model, someone("GPU")));
        List<JsonNode> real = search("claimed:false miner_id:" + worker);
        assertThat(real).hasSize(1);
        assertThat(claims).contains(real.getFirst().path("id").stringValue());
        assertThat(real.toString())
                .contains("\"model\":\"NVIDIA " + model, "\"driver\":\"570.86\"", "\"price_per_hour\":2,");
        assertThat(take(client, real.getFirst().path("id").stringValue())).hasStatus(201);
    }

    @Test
    void aGpuThatIsClaimedWithoutAWorkerBecomesRealOnceOneReportsIt() {
        String claim =
                read(post(operator, PATH + "register", """
                        {"gpu": {"name": "RTX 4090", "memory_gb": 48, "price_per_hour": 3}}""")).path("gpu_id").stringValue();
        assertProblem(take(client, claim), 409, "GPU_CLAIMED");
        String worker = worker(operator, "{\"name\": \"NVIDIA GeForce RTX 4090\", \"memory_mb\": 24564}");
        assertThat(only(worker)).isEqualTo(claim);
        assertThat(gpu(claim).path("memory_gb").intValue()).isEqualTo(24);
        assertThat(take(client, claim)).hasStatus(201);
    }

    @Test
    void aCardIsOnTheMarketOnceHoweverManyWorkersReportIt() {
        String uuid = someone("GPU");
        String first = worker(operator, card("H100", uuid), card("H100", uuid));
        String listing = only(first);
        String stranger = someone("operator");
        String second = worker(stranger, card("H100", uuid));
        String third = worker(operator, card("H100", uuid));
        assertThat(search("miner_id:" + second)).isEmpty();
        assertThat(search("miner_id:" + third)).isEmpty();
        assertProblem(take(client, byHand(stranger, "H100", second)), 409, "GPU_CLAIMED");

        // the same owner's goes on where the card is now, also under another name of the worker
        silent(first);
        listings.follow(third, false);
        assertThat(only(third)).isEqualTo(listing);
        listings.follow(second, false);
        assertThat(search("claimed:false miner_id:" + second)).isEmpty();

        // another's has it once nobody else does, and the other way round
        silent(third);
        listings.follow(second, false);
        assertThat(search("claimed:false miner_id:" + second)).hasSize(1);
        assertThat(gpu(listing).path("claimed").booleanValue()).isTrue();
        silent(second);
        listings.follow(third, false);
        assertThat(search("claimed:false miner_id:" + second)).isEmpty();
        assertThat(gpu(listing).path("claimed").booleanValue()).isFalse();
    }

    @Test
    void whoTookACardWhileItsWorkerWasAwayGivesItBack() {
        String uuid = someone("GPU");
        String honest = worker(operator, card("H100", uuid));
        String listing = only(honest);
        String taker = worker(someone("operator"), card("H100", uuid));
        silent(honest);
        listings.follow(taker, false);
        listings.follow(honest, false);
        assertThat(search("claimed:false miner_id:" + taker)).hasSize(1);

        online(honest);
        listings.follow(honest, false);
        assertThat(only(honest)).isEqualTo(listing);
        listings.follow(taker, false);
        listings.follow(honest, false);
        assertThat(search("claimed:false miner_id:" + taker)).isEmpty();
        assertThat(take(client, listing)).hasStatus(201);
    }

    @Test
    void aWorkerThatIsBeingFollowedKeepsNoOtherFromTakingACard() {
        String uuid = someone("GPU");
        String first = worker(operator, card("H100", uuid));
        String second = worker(someone("operator"), card("H100", uuid));
        silent(first);
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("select miner_id from marketplace.listed_worker where miner_id = ? for update")
                    .param(first)
                    .query(String.class)
                    .single();
            assertThat(CompletableFuture.supplyAsync(() -> listings.follow(second, false)))
                    .succeedsWithin(Duration.ofSeconds(20))
                    .satisfies(listed -> assertThat(listed).hasSize(1));
        });
    }

    @Test
    void aReservationOfACardThatIsGoneEndsAndKeepsNothingFromTheMarket() {
        String kept = card("H100", someone("GPU"));
        String worker = worker(operator, kept, card("T4", someone("GPU")));
        String lost =
                search("model:T4 miner_id:" + worker).getFirst().path("id").stringValue();
        String booking = reserved(client, Ids.parse(lost), 2, clock.now().plusSeconds(7200));
        reports(worker, kept, card("A10", someone("GPU")));
        assertThat(search("model:A10 miner_id:" + worker)).isEmpty();

        sweep.sweep();
        listings.follow(worker, false);

        assertThat(booking(booking).path("close_reason").stringValue()).isEqualTo("HARDWARE_FAILURE");
        assertThat(search("available:true model:A10 miner_id:" + worker)).hasSize(1);
        assertMoney(client, "1000", "0");
    }

    @Test
    void cardsThatChangePlacesKeepTheirListings() {
        String one = card("H100", someone("GPU"));
        String two = card("H100", someone("GPU"));
        String worker = worker(operator, one, two);
        List<JsonNode> before = search("miner_id:" + worker);
        reports(worker, two, one);
        assertThat(search("miner_id:" + worker).stream().map(gpu -> gpu.path("id")))
                .containsExactly(before.getLast().path("id"), before.getFirst().path("id"));
    }

    @Test
    void aBookingWhoseCardIsGoneEndsAtOnce() {
        String worker = worker(operator, card("H100", someone("GPU")), card("T4", someone("GPU")));
        String listing =
                search("model:T4 miner_id:" + worker).getFirst().path("id").stringValue();
        String booking = read(take(client, listing)).path("booking_id").stringValue();
        reports(worker, card("H100", someone("GPU")));
        assertProblem(take(someone("client"), listing), 409, "GPU_CLAIMED");
        away("0.1");
        sweep.sweep();
        assertThat(booking(booking).path("close_reason").stringValue()).isEqualTo("HARDWARE_FAILURE");
        await().untilAsserted(() -> assertThat(money.held(client)).isZero());
        // the seconds before anybody knew
        assertThat(booking(booking).path("billed").decimalValue()).isLessThan(new BigDecimal("0.01"));
    }

    @Test
    void aSoldGpuIsNotListedAgainByItsSeller() {
        String sold = card("H100", someone("GPU"));
        String worker = worker(operator, sold);
        String listing = only(worker);
        String buyer = someone("buyer");
        sell(listing, operator, buyer);

        assertThat(gpu(listing).path("owner").stringValue()).isEqualTo(buyer);
        assertThat(gpu(byHand(operator, "H100", worker)).path("claimed").booleanValue())
                .isTrue();
        reports(worker, sold);
        assertThat(search("claimed:false miner_id:" + worker)).hasSize(1);
        assertThat(as(buyer, Role.CLIENT, HttpMethod.DELETE, PATH + listing).exchange())
                .hasStatusOk();
        reports(worker, sold);
        assertThat(search("claimed:false miner_id:" + worker)).isEmpty();
        assertThat(gpu(byHand(operator, "H100", worker)).path("claimed").booleanValue())
                .isTrue();
        // another card in its place is another matter
        reports(worker, card("H100", someone("GPU")));
        assertThat(search("claimed:false miner_id:" + worker)).hasSize(1);
    }

    @Test
    void theSlotOfASoldGpuWithoutANameIsBarred() {
        String worker = worker(operator, "{\"name\": \"T4\"}");
        String listing = only(worker);
        String buyer = someone("buyer");
        sell(listing, operator, buyer);
        assertThat(as(buyer, Role.CLIENT, HttpMethod.DELETE, PATH + listing).exchange())
                .hasStatusOk();
        reports(worker, "{\"name\": \"T4\"}");
        assertThat(search("claimed:false miner_id:" + worker)).isEmpty();
    }

    @Test
    void theBuyersWorkerThatReportsTheCardHasItsListing() {
        String sold = card("H100", someone("GPU"));
        String old = worker(operator, sold);
        String listing = only(old);
        String buyer = someone("buyer");
        sell(listing, operator, buyer);
        String booking = read(take(client, listing)).path("booking_id").stringValue();
        String worker = worker(buyer, sold);
        assertThat(gpu(listing).path("miner_id").stringValue()).isEqualTo(old);

        // the listing follows its card once the booking is over
        assertThat(does(client, booking, "close", "")).hasStatusOk();
        listings.follow(worker, false);
        assertThat(only(worker)).isEqualTo(listing);
        reports(old, sold);
        assertThat(search("miner_id:" + old)).isEmpty();
        assertThat(take(client, listing)).hasStatus(201);
    }

    @Test
    void ofTwoThatBookTheLastSlotAtOnceOneHasIt() throws InterruptedException {
        String worker = worker(operator, card("H100", someone("GPU")));
        String listing = only(worker);
        List<Integer> answers =
                atOnce(8, () -> take(client, listing).getResponse().getStatus());
        assertThat(answers).containsOnlyOnce(201).contains(409);
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, Seeds.count(3, 25)).boxed();
    }

    /** Whatever is registered, listed, booked, sold, taken off or silent, in whatever order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void bookedSlotsNeverExceedReportedOnes(long seed) {
        new World(new Random(seed)).live(60);
    }

    /** Three owners of two workers each, and five cards that may be in any of them, or said to be. */
    private final class World {

        final Random random;
        final List<String> owners =
                Stream.generate(() -> someone("owner")).limit(3).toList();
        final List<String> workers;
        final List<String> uuids =
                Stream.generate(() -> someone("GPU")).limit(5).toList();
        final Map<String, Integer> reported = new HashMap<>();

        World(Random random) {
            this.random = random;
            workers = IntStream.range(0, 6)
                    .mapToObj(n -> worker(owners.get(n % 3)))
                    .toList();
            workers.forEach(worker -> reported.put(worker, 0));
            owners.forEach(owner -> money.fund(owner, "100000"));
        }

        void live(int steps) {
            for (int step = 0; step < steps; step++) {
                act();
                workers.forEach(worker -> listings.follow(worker, false));
                away("0.1");
                sweep.sweep();
                check();
            }
        }

        private void act() {
            String worker = one(workers);
            String owner = owners.get(workers.indexOf(worker) % 3);
            switch (random.nextInt(10)) {
                case 0, 1 -> register(worker);
                case 2 -> post(owner, PATH + "register", """
                            {"gpu": {"name": "H100", "memory_gb": 80, "price_per_hour": 2, "miner_id": "%s"}}""".formatted(worker));
                case 3, 4, 5 -> anyListing().ifPresent(id -> book(id));
                case 6 ->
                    jdbc.sql("update core.miner_beat set online = not online where miner_id = ?")
                            .param(worker)
                            .update();
                case 7 -> anyListing().ifPresent(id -> exchange(id, one(owners)));
                case 8 ->
                    anyListing()
                            .ifPresent(id -> as("root", Role.ADMIN, HttpMethod.DELETE, PATH + id + "?force=true")
                                    .exchange());
                default -> anyListing().ifPresent(id -> post("root", Role.ADMIN, PATH + id + "/release", ""));
            }
        }

        private void register(String worker) {
            List<String> cards = new ArrayList<>(uuids);
            Collections.shuffle(cards, random);
            List<String> some = cards.subList(0, random.nextInt(4));
            boolean named = random.nextInt(4) > 0;
            reported.put(worker, some.size());
            reports(
                    worker,
                    some.stream()
                            .map(uuid -> named ? card("H100", uuid) : "{\"name\": \"H100\"}")
                            .toArray(String[]::new));
        }

        private void book(String id) {
            boolean claimed = gpu(id).path("claimed").booleanValue();
            int status = take(one(owners), id).getResponse().getStatus();
            assertThat(claimed && status != 409).isFalse();
        }

        private void exchange(String id, String buyer) {
            String seller = gpu(id).path("owner").stringValue();
            post(seller, Role.MINER, PATH + "sell", """
                    {"seller_id": "%s", "gpu_id": "%s", "listing_price": 1}""".formatted(seller, id));
            post(buyer, PATH + id + "/buy", "{\"listing_price\": 1}");
        }

        private Optional<String> anyListing() {
            List<String> all = ask(
                    "select id from marketplace.gpu where removed_at is null and miner_id = any (:workers) order by id");
            return all.isEmpty() ? Optional.empty() : Optional.of(one(all));
        }

        private <T> T one(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private List<String> ask(String sql) {
            return jdbc.sql(sql)
                    .param("workers", workers.toArray(String[]::new))
                    .query(String.class)
                    .list();
        }

        private void check() {
            for (String worker : workers) {
                long booked = jdbc.sql("""
                                select count(*) from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
                                where g.miner_id = ? and b.state in ('active', 'paused')""").param(worker).query(Long.class).single();
                assertThat(booked).isLessThanOrEqualTo(Objects.requireNonNull(reported.get(worker)));
            }
            assertThat(ask("""
                            select g.uuid from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
                            where g.miner_id = any (:workers) and g.uuid is not null and b.state in ('active', 'paused')""")).doesNotHaveDuplicates();
            assertThat(ask("""
                            select g.uuid from marketplace.gpu g join marketplace.gpu_sale s on s.seller = g.owner and s.state = 'sold'
                            join marketplace.gpu sold on sold.id = s.gpu_id and sold.owner <> s.seller and sold.uuid = g.uuid
                            where g.miner_id = any (:workers) and g.removed_at is null and not g.claimed
                              and not exists (select from marketplace.gpu_sale b where b.gpu_id = g.id and b.buyer = g.owner)""")).isEmpty();
        }
    }
}
