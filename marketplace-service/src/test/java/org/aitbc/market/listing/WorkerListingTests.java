package org.aitbc.market.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class WorkerListingTests extends MarketTest {

    private static final String TWO = """
            {"gpus": [{"name": "RTX 4090", "memory_mb": 24564}, {"name": "T4", "memory_mb": 15360}], "cuda": "12.4",
             "models": ["llama-7b"], "job_types": ["inference"],
             "market": {"list": true, "price_per_hour": 1.25, "min_hours": 0.5, "max_hours": 24, "interruptible": false, "sla": 99}}""";

    @Autowired
    private WorkerListings listings;

    private String worker(String capabilities) {
        String miner = miner(operator, capabilities);
        listings.follow(miner, false);
        return miner;
    }

    private void says(String miner, String capabilities) {
        jdbc.sql(
                        "update core.miner set capabilities = ?::json, deregistered = false, updated_at = clock_timestamp() where id = ?")
                .params(capabilities, miner)
                .update();
        listings.follow(miner, false);
    }

    private void signsOff(String miner) {
        jdbc.sql("update core.miner set deregistered = true, updated_at = clock_timestamp() where id = ?")
                .param(miner)
                .update();
        listings.follow(miner, false);
    }

    private List<JsonNode> gpus(String miner) {
        JsonNode found = read(http.get()
                .uri("/v1/marketplace/gpu/search?sort=slot&q={q}", "miner_id:" + miner)
                .exchange());
        return found.path("items").valueStream().toList();
    }

    private List<String> ids(String miner) {
        return gpus(miner).stream().map(gpu -> gpu.path("id").stringValue()).toList();
    }

    private static String one(String model, String market) {
        return "{\"gpus\": [{\"name\": \"%s\", \"memory_mb\": 8192}], \"market\": %s}".formatted(model, market);
    }

    private UUID book(String gpu) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, span, state)
                        values (?, ?, ?, ?, 'on_demand', 1, 'AITBC', tstzrange(now(), now() + interval '1 hour'), 'active')""").params(id, Ids.parse(gpu), client, operator).update();
        return id;
    }

    @Test
    void eachGpuOfAWorkerThatWantsItIsListed() {
        String miner = worker(TWO);
        List<JsonNode> gpus = gpus(miner);
        assertThat(gpus)
                .hasSize(2)
                .allSatisfy(gpu -> assertThat(gpu.toString())
                        .contains(
                                "\"owner\":\"" + operator,
                                "\"price_per_hour\":1.25",
                                "\"min_hours\":0.5",
                                "\"max_hours\":24",
                                "\"interruptible\":false",
                                "\"sla\":99,",
                                "\"cuda_version\":\"12.4\"",
                                "\"models\":[\"llama-7b\"]",
                                "\"capabilities\":[\"inference\"]",
                                "\"status\":\"available\"",
                                "\"listed_by_worker\":true"));
        assertThat(gpus.getFirst().path("model").stringValue()).isEqualTo("RTX 4090");
        assertThat(gpus.getFirst().path("memory_gb").intValue()).isEqualTo(24);
        assertThat(gpus.getLast().path("memory_gb").intValue()).isEqualTo(15);
    }

    @Test
    void whoDoesNotSayIsNotListed() {
        assertThat(gpus(worker(one("T4", "{}")))).isEmpty();
        assertThat(gpus(worker(one("T4", "{\"list\": false}")))).isEmpty();
        assertThat(gpus(worker(one("T4", "{\"list\": \"true\"}")))).isEmpty();
    }

    @Test
    void theSweepFindsThemByItself() throws InterruptedException {
        String miner = miner(operator, TWO);
        while (gpus(miner).isEmpty()) {
            listings.follow();
        }
        assertThat(gpus(miner)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"list\": true, \"price_per_hour\": 2.5}|2.5",
                "{\"list\": true, \"price_per_hour\": 0}|0",
                "{\"list\": true}|72",
                "{\"list\": true, \"price_per_hour\": -1}|72",
                "{\"list\": true, \"price_per_hour\": \"cheap\"}|72",
                "{\"list\": true, \"price_per_hour\": 1e-30}|72",
                "{\"list\": true, \"price_per_hour\": 1e30}|72",
                "{\"list\": true, \"min_hours\": 9000, \"max_hours\": -1}|72"
            })
    void aPriceThatMakesNoSenseIsNotSaid(String market, String price) {
        assertThat(gpus(worker(one("T4", market)))
                        .getFirst()
                        .path("price_per_hour")
                        .decimalValue())
                .isEqualByComparingTo(price);
    }

    @Test
    void thePriceOfASecondIsOneOfAnHourToo() {
        String miner = worker("""
                {"gpu": {"model": "T4", "memory_gb": 15360}, "price": 0.01, "market": {"list": true}}""");
        assertThat(gpus(miner).getFirst().path("price_per_hour").decimalValue()).isEqualByComparingTo("36");
    }

    @Test
    void listingsFollowTheirWorkerAndKeepTheirId() {
        String miner = worker(TWO);
        List<String> ids = ids(miner);
        says(miner, TWO.replace("1.25", "2.25"));
        assertThat(ids(miner)).isEqualTo(ids);
        assertThat(gpus(miner).getFirst().path("price_per_hour").decimalValue()).isEqualByComparingTo("2.25");
        signsOff(miner);
        assertThat(gpus(miner)).isEmpty();
        says(miner, TWO);
        assertThat(ids(miner)).isEqualTo(ids);
        says(miner, TWO.replace("T4", "A10"));
        assertThat(ids(miner)).hasSize(2).contains(ids.getFirst()).doesNotContain(ids.getLast());
        says(miner, TWO.replace("\"list\": true", "\"list\": false"));
        assertThat(gpus(miner)).isEmpty();
        says(miner, TWO);
        assertThat(ids(miner)).isEqualTo(ids);
    }

    @Test
    void whatItsOwnerTookOffStaysOffUntilTheWorkerSaysSomethingNew() {
        String miner = worker(TWO);
        String first = ids(miner).getFirst();
        assertThat(as(operator, Role.CLIENT, HttpMethod.DELETE, "/v1/marketplace/gpu/" + first)
                        .exchange())
                .hasStatusOk();
        listings.follow(miner, false);
        assertThat(ids(miner)).hasSize(1);
        says(miner, TWO);
        assertThat(ids(miner)).hasSize(2).contains(first);
    }

    @Test
    void aBookedGpuStaysUntilItsBookingHasEnded() {
        String miner = worker(TWO);
        String booked = ids(miner).getFirst();
        UUID booking = book(booked);
        signsOff(miner);
        assertThat(ids(miner)).containsExactly(booked);
        listings.follow(miner, false);
        assertThat(ids(miner)).containsExactly(booked);
        jdbc.sql("update marketplace.booking set state = 'completed' where id = ?")
                .param(booking)
                .update();
        listings.follow(miner, false);
        assertThat(ids(miner)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"T4", "A10"})
    void aSlotThatIsStillBookedThoughItWasTakenOffIsListedLater(String model) {
        String miner = worker(one("T4", "{\"list\": true}"));
        String old = ids(miner).getFirst();
        UUID booking = book(old);
        assertThat(as(operator, Role.CLIENT, HttpMethod.DELETE, "/v1/marketplace/gpu/" + old + "?force=true")
                        .exchange())
                .hasStatusOk();
        says(miner, one(model, "{\"list\": true}"));
        listings.follow(miner, false);
        assertThat(ids(miner)).isEmpty();
        jdbc.sql("update marketplace.booking set state = 'completed' where id = ?")
                .param(booking)
                .update();
        listings.follow(miner, false);
        assertThat(gpus(miner)).hasSize(1);
        assertThat(gpus(miner).getFirst().path("model").stringValue()).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e18", "-1024", "\"much\""})
    void aMemoryThatMakesNoSenseIsNotSaid(String megabytes) {
        String miner = worker("""
                {"gpus": [{"name": "T4", "memory_mb": %s}], "market": {"list": true}}""".formatted(megabytes));
        assertThat(gpus(miner).getFirst().path("memory_gb").intValue()).isZero();
    }

    @Test
    void workersThatCannotBeListedKeepNoOthersWaiting() {
        String prefix = someone("stuck");
        jdbc.sql("""
                        insert into core.miner (id, owner, capabilities, concurrency, updated_at)
                        select ? || i, ?, ?::json, 1, now() - interval '1 day' from generate_series(1, 250) i""")
                .params(prefix, operator, one("T4", "{\"list\": true}, \"models\": [\"a\\u0000b\"]"))
                .update();
        String miner = miner(operator, TWO);
        try {
            await().untilAsserted(() -> {
                listings.follow();
                assertThat(gpus(miner)).hasSize(2);
            });
        } finally {
            jdbc.sql("delete from core.miner where starts_with(id, ?)")
                    .param(prefix)
                    .update();
        }
    }

    @Test
    void aSlotThatIsListedByHandOrWasSoldIsLeftAlone() {
        String miner = miner(operator, TWO);
        String byHand = read(post(operator, "/v1/marketplace/gpu/register", """
                        {"gpu": {"model": "RTX 4090 OC", "memory_gb": 24, "price_per_hour": 9, "miner_id": "%s"}}""".formatted(miner)))
                .path("gpu_id")
                .stringValue();
        listings.follow(miner, false);
        assertThat(ids(miner)).hasSize(2).startsWith(byHand);
        String second = ids(miner).getLast();
        jdbc.sql("update marketplace.gpu set owner = ?, price_per_hour = 5 where id = ?")
                .params(client, Ids.parse(second))
                .update();
        signsOff(miner);
        assertThat(ids(miner)).containsExactly(byHand, second);
        says(miner, TWO);
        assertThat(ids(miner)).containsExactly(byHand, second);
        assertThat(gpus(miner).getLast().path("price_per_hour").intValue()).isEqualTo(5);
    }

    @Test
    void severalInstancesListEachGpuOnce() throws InterruptedException {
        String miner = miner(operator, TWO);
        List<List<UUID>> created = atOnce(8, () -> listings.follow(miner, false));
        assertThat(gpus(miner)).hasSize(2);
        assertThat(created.stream().mapToInt(List::size).sum()).isEqualTo(2);
        assertThat(jdbc.sql("select count(*) from marketplace.gpu where miner_id = ?")
                        .param(miner)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void anAdminListsAllThatAreOnlineAndDoNotObject() {
        String silent = miner(operator, one("T4", "{}"));
        String unwilling = miner(operator, one("T4", "{\"list\": false}"));
        String offline = miner(operator, one("T4", "{}"));
        jdbc.sql("update core.miner_beat set online = false where miner_id = ?")
                .param(offline)
                .update();
        String path = "/v1/marketplace/sync-offers";
        assertProblem(post(operator, path, "{}"), 403, "ROLE_NOT_ALLOWED");
        JsonNode answer = read(as("root", Role.ADMIN, HttpMethod.POST, path).exchange());
        assertThat(answer.path("status").stringValue()).isEqualTo("ok");
        assertThat(answer.path("created_offers").intValue())
                .isEqualTo(answer.path("offer_ids").size());
        assertThat(answer.path("offer_ids").valueStream().map(JsonNode::stringValue))
                .containsAll(ids(silent));
        assertThat(ids(silent)).hasSize(1);
        assertThat(ids(unwilling)).isEmpty();
        assertThat(ids(offline)).isEmpty();
        JsonNode again = read(as("root", Role.ADMIN, HttpMethod.POST, path).exchange());
        assertThat(again.path("offer_ids").valueStream().map(JsonNode::stringValue))
                .doesNotContainAnyElementsOf(ids(silent));
        says(silent, one("T4", "{}"));
        assertThat(ids(silent)).hasSize(1);
        says(silent, one("T4", "{\"list\": false}"));
        assertThat(ids(silent)).isEmpty();
    }

    /** A listing that was made before reports of workers counted. */
    private String carriedOver(String model, String miner) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into marketplace.gpu (id, owner, miner_id, slot, claimed, model, memory_gb, price_per_hour, min_hours, max_hours)
                        values (?, ?, ?, 0, false, ?, 24, 2, 1, 100)""").params(id, operator, miner, model).update();
        return Ids.text(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RTX 4090 OC", "NVIDIA RTX 4090", "my fast card"})
    void whatWasListedByHandBeforeIsTheCardInItsSlotWhateverItsName(String model) {
        String miner = miner(operator, """
                {"gpus": [{"name": "NVIDIA GeForce RTX 4090", "uuid": "%s", "memory_mb": 24564}]}""".formatted(someone("GPU")));
        String old = carriedOver(model, miner);
        book(old);
        listings.follow(miner, false);
        assertThat(ids(miner)).containsExactly(old);
        assertThat(gpus(miner).getFirst().toString())
                .contains("\"claimed\":false", "\"model\":\"NVIDIA GeForce RTX 4090\"", "\"status\":\"booked\"");
        // once it is known, it is that card
        says(miner, """
                {"gpus": [{"name": "T4", "uuid": "%s", "memory_mb": 15360}]}""".formatted(someone("GPU")));
        assertThat(gpus(miner).getFirst().path("claimed").booleanValue()).isTrue();
    }

    @Test
    void theOldestWorkersTellTheirGpusByModelAndCount() {
        String miner = miner(operator, """
                {"gpu": "AI-GPU", "gpu_count": 2, "gpu_memory": 24576, "market": {"list": true}}""");
        String old = carriedOver("AI-GPU", miner);
        book(old);
        listings.follow(miner, false);
        assertThat(gpus(miner))
                .hasSize(2)
                .allSatisfy(gpu -> assertThat(gpu.toString())
                        .contains("\"claimed\":false", "\"model\":\"AI-GPU\"", "\"memory_gb\":24,"));
        assertThat(ids(miner)).startsWith(old);
    }
}
