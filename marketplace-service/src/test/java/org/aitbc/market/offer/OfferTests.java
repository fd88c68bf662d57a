package org.aitbc.market.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class OfferTests extends MarketTest {

    private final String region = someone("region");
    private String miner = "";
    private String open = "";
    private String booked = "";
    private String reserved = "";
    private String closed = "";

    private String gpu(String more) {
        return read(post(operator, "/v1/marketplace/gpu/register", """
                        {"gpu": {"model": "RTX 4090", "memory_gb": 24, "price_per_hour": 1.5, "region": "%s", "sla": 99.90,
                                 "models": ["whisper"] %s}}""".formatted(region, more)))
                .path("gpu_id")
                .stringValue();
    }

    private String book(String gpu, String tenure) {
        jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, span, state)
                        values (?, ?, ?, ?, ?, 1, 'AITBC', tstzrange(now(), now() + interval '1 hour'), 'active')""")
                .params(Ids.next(), Ids.parse(gpu), client, operator, tenure)
                .update();
        return gpu;
    }

    @BeforeEach
    void list() {
        // others would fall silent while these are counted
        jdbc.sql("update core.miner_beat set online = false").update();
        miner = miner(operator, gpus("RTX 4090", "RTX 4090", "RTX 4090"));
        String inWorker = ", \"miner_id\": \"" + miner + "\"";
        open = gpu(inWorker);
        booked = book(gpu(inWorker), "on_demand");
        reserved = book(gpu(inWorker), "reserved");
        closed = gpu("");
    }

    private List<JsonNode> offers(String path) {
        return read(get(path)).valueStream().toList();
    }

    private List<String> ids(String path) {
        return offers(path).stream()
                .map(offer -> offer.path("id").stringValue())
                .toList();
    }

    @Test
    void anOfferIsAGpu() {
        JsonNode offer =
                offers("/v1/marketplace/offers?status=open&region=" + region).getFirst();
        assertThat(offer.path("id").stringValue()).isEqualTo(open);
        assertThat(offer.path("provider").stringValue()).isEqualTo(miner);
        assertThat(offer.toString())
                .contains(
                        "\"capacity\":1",
                        "\"price\":1.5",
                        "\"sla\":\"99.9%\"",
                        "\"status\":\"open\"",
                        "\"gpu_model\":\"RTX 4090\"",
                        "\"gpu_memory_gb\":24",
                        "\"gpu_count\":1",
                        "\"cuda_version\":null",
                        "\"price_per_hour\":1.5",
                        "\"region\":\"" + region,
                        "\"supported_models\":[\"whisper\"]",
                        "\"attributes\":{\"owner\":\"" + operator);
        assertThat(offer.path("created_at").isString()).isTrue();
    }

    @Test
    void offersAreFilteredByStatusAndWhatOldClientsAsk() {
        String all = "/v1/marketplace/offers?region=" + region;
        assertThat(ids(all)).containsExactly(closed, reserved, booked, open);
        assertThat(ids(all + "&status=OPEN")).containsExactly(open);
        assertThat(ids(all + "&status=booked")).containsExactly(booked);
        assertThat(ids(all + "&status=reserved")).containsExactly(reserved);
        assertThat(ids(all + "&status=closed")).containsExactly(closed);
        assertThat(ids(all + "&gpu_model=4090&price_max=2&memory_min=24&limit=1&offset=1"))
                .containsExactly(reserved);
        assertThat(ids(all + "&gpu_model=H100")).isEmpty();
        assertThat(ids(all + "&price_max=1")).isEmpty();
        assertThat(ids("/v1/marketplace/miner-offers?region=" + region)).containsExactly(reserved, booked, open);
        assertThat(ids("/v1/offers?limit=500")).containsAll(ids(all));
    }

    @Nested
    class AsOlderClientsMakeThem {

        private static final String OFFERS = "/v1/marketplace/offers";

        private MvcTestResult put(String who, String id, String terms) {
            return as(who, Role.MINER, HttpMethod.PUT, OFFERS + "/" + id)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(terms)
                    .exchange();
        }

        @Test
        void aListedGpuGetsTheTerms() {
            JsonNode offer = read(post(operator, Role.MINER, OFFERS, """
                    {"gpu_id": "%s", "price_per_hour": 0.5, "min_hours": 1.0, "max_hours": 24.0, "supported_models": ["gemma3:1b"],
                     "status": "open"}""".formatted(open)));
            assertThat(offer.path("id").stringValue()).isEqualTo(open);
            assertThat(offer.path("price").decimalValue()).isEqualByComparingTo("0.5");
            assertThat(offer.path("supported_models").toString()).isEqualTo("[\"gemma3:1b\"]");
            assertThat(offer.at("/attributes/max_hours").intValue()).isEqualTo(24);
            assertThat(read(get(OFFERS + "/" + open))).isEqualTo(offer);
            assertThat(read(put(operator, open, "{\"price\": \"0.75\", \"status\": \"closed\"}"))
                            .path("status")
                            .stringValue())
                    .isEqualTo("closed");
            assertThat(read(get(OFFERS + "/" + open)).path("price").decimalValue())
                    .isEqualByComparingTo("0.75");
            assertProblem(put(client, open, "{\"price\": 0}"), 403, "GPU_NOT_YOURS");
            assertProblem(put(operator, open, "{\"status\": \"booked\"}"), 422, "VALIDATION_ERROR");
            assertProblem(get(OFFERS + "/" + Ids.text(Ids.next())), 404, "GPU_NOT_FOUND");
        }

        @Test
        void aWorkersReportedGpusAreOffered() {
            String worker = miner(operator, gpus("T4", "T4", "T4"));
            String two = "{\"miner_id\": \"%s\", \"price\": 0.5, \"capacity\": 2, \"region\": \"%s\"}"
                    .formatted(worker, worker);
            assertProblem(post(client, OFFERS, two), 403, "MINER_NOT_YOURS");
            String first =
                    read(post(operator, Role.MINER, OFFERS, two)).path("id").stringValue();
            assertThat(ids(OFFERS + "?status=open&price_max=0.5&region=" + worker))
                    .hasSize(2)
                    .contains(first);
            read(post(operator, Role.MINER, OFFERS, two));
            assertThat(ids(OFFERS + "?region=" + worker)).hasSize(3);
            read(post(operator, Role.MINER, OFFERS, two.replace("0.5", "0.25")));
            assertThat(ids(OFFERS + "?price_max=0.25&region=" + worker)).hasSize(2);
            assertProblem(
                    post(operator, Role.MINER, OFFERS, two.replace(worker, miner(operator))), 409, "GPU_NOT_REPORTED");
            assertProblem(post(operator, Role.MINER, OFFERS, "{\"price\": 1}"), 422, "VALIDATION_ERROR");
        }

        @Test
        void whatAnAdminOffersIsTheWorkersOwners() {
            String worker = miner(operator, gpus("T4"));
            JsonNode offer =
                    read(post("root", Role.ADMIN, OFFERS, "{\"miner_id\": \"%s\", \"price\": 0.5}".formatted(worker)));
            assertThat(offer.at("/attributes/owner").stringValue()).isEqualTo(operator);
            JsonNode again =
                    read(post("root", Role.ADMIN, OFFERS, "{\"miner_id\": \"%s\", \"price\": 0.25}".formatted(worker)));
            assertThat(again.path("id")).isEqualTo(offer.path("id"));
        }

        @Test
        void aKeyMakesOneOffer() {
            String worker = miner(operator, gpus("T4", "T4"));
            String one = "{\"miner_id\": \"%s\", \"price\": 0.5, \"capacity\": 1, \"region\": \"%s\"}"
                    .formatted(worker, worker);
            assertThat(read(keyed(one))).isEqualTo(read(keyed(one)));
            assertThat(ids(OFFERS + "?region=" + worker)).hasSize(1);
            assertProblem(keyed(one.replace("0.5", "0.25")), 422, "IDEMPOTENCY_KEY_REUSED");
        }

        private MvcTestResult keyed(String terms) {
            return as(operator, Role.MINER, HttpMethod.POST, OFFERS)
                    .header("Idempotency-Key", "one offer")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(terms)
                    .exchange();
        }

        @Test
        void anOfferIsBooked() {
            money.fund(client, "10");
            JsonNode booking = read(post(client, OFFERS + "/" + open + "/book", "{\"duration_hours\": 1.0}"));
            assertThat(booking.path("gpu_id").stringValue()).isEqualTo(open);
            assertThat(booking.path("status").stringValue()).isEqualTo("booked");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sold", "", "open,booked"})
    void aStatusThatIsNoneIsRefused(String status) {
        assertProblem(get("/v1/marketplace/offers?status=" + status), 422, "INVALID_STATUS_FILTER");
    }

    @Test
    void statsCountTheSame() {
        // again where a worker falls silent between the two
        await().untilAsserted(this::assertStats);
    }

    private void assertStats() {
        JsonNode stats = read(get("/v1/marketplace/stats"));
        List<BigDecimal> prices = jdbc.sql("select price_per_hour from marketplace.listing where available")
                .query(BigDecimal.class)
                .list();
        assertThat(stats.path("openCapacity").intValue())
                .isEqualTo(prices.size())
                .isPositive();
        assertThat(stats.path("totalOffers").intValue()).isGreaterThanOrEqualTo(prices.size() + 3);
        assertThat(stats.path("averagePrice").doubleValue())
                .isCloseTo(
                        prices.stream()
                                .mapToDouble(BigDecimal::doubleValue)
                                .average()
                                .orElseThrow(),
                        org.assertj.core.data.Offset.offset(1e-6));
        assertThat(stats.path("activeBids").isNumber()).isTrue();
    }
}
