package org.aitbc.market.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.ApiKeys;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class GpuTests extends MarketTest {

    @Autowired
    private TransactionTemplate transactions;

    private static final String PATH = "/v1/marketplace/gpu/";

    private String register(String gpu) {
        return read(post(operator, PATH + "register", "{\"gpu\": %s}".formatted(gpu)))
                .path("gpu_id")
                .stringValue();
    }

    private String inWorker(String miner) {
        return register("""
                {"model": "RTX 4090", "memory_gb": 24, "price_per_hour": 1.5, "miner_id": "%s"}""".formatted(miner));
    }

    private JsonNode gpu(String id) {
        return read(get(PATH + id));
    }

    private String status(String id) {
        return gpu(id).path("status").stringValue();
    }

    private MvcTestResult patch(String subject, String id, String json) {
        return as(subject, Role.CLIENT, HttpMethod.PATCH, PATH + id)
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    private MvcTestResult delete(String subject, Role role, String path) {
        return as(subject, role, HttpMethod.DELETE, PATH + path).exchange();
    }

    private void book(String id, String from, String until) {
        jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, span, state)
                        values (?, ?, ?, ?, 'on_demand', 1.5, 'AITBC',
                          tstzrange(now() + ?::interval, now() + ?::interval), 'active')""")
                .params(Ids.next(), Ids.parse(id), client, operator, from, until)
                .update();
    }

    @Nested
    class Register {

        @Test
        void whatIsSaidIsShown() {
            String miner = miner(operator, gpus("A100"));
            String id = register("""
                    {"name": "A100", "memory": 80, "base_price": 2.50, "miner_id": "%s", "cuda_version": "12.4",
                     "region": "eu", "cuda_cores": 6912, "compute_capability": "8.0", "description": "quiet",
                     "min_hours": 0.5, "max_hours": 48, "models": ["llama-7b"], "interruptible": false, "sla": 99.5,
                     "capabilities": ["inference"]}""".formatted(miner));
            JsonNode gpu = gpu(id);
            assertThat(gpu.path("id").stringValue()).isEqualTo(id);
            assertThat(gpu.path("owner").stringValue()).isEqualTo(operator);
            assertThat(gpu.path("miner_id").stringValue()).isEqualTo(miner);
            assertThat(gpu.path("status").stringValue()).isEqualTo("available");
            assertThat(gpu.toString())
                    .contains(
                            "\"model\":\"A100\"",
                            "\"memory_gb\":80,",
                            "\"price_per_hour\":2.5,",
                            "\"cuda_version\":\"12.4\"",
                            "\"region\":\"eu\"",
                            "\"cuda_cores\":6912",
                            "\"compute_capability\":\"8.0\"",
                            "\"description\":\"quiet\"",
                            "\"min_hours\":0.5",
                            "\"max_hours\":48",
                            "\"models\":[\"llama-7b\"]",
                            "\"interruptible\":false",
                            "\"sla\":99.5",
                            "\"capabilities\":[\"inference\"]",
                            "\"current_booking\":null");
        }

        @Test
        void theAnswerIsAsItWas() {
            JsonNode answer = read(post(operator, PATH + "register", """
                    {"gpu": {"name": "T4", "memory_gb": 16, "price_per_hour": 0}}"""));
            assertThat(answer.path("status").stringValue()).isEqualTo("registered");
            assertThat(answer.path("message").stringValue()).contains("T4");
            assertThat(answer.path("price_per_hour").intValue()).isZero();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"gpu\": {}}",
                    "{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 16}}",
                    "{\"gpu\": {\"model\": \" \", \"memory_gb\": 16, \"price_per_hour\": 1}}",
                    "{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 0, \"price_per_hour\": 1}}",
                    "{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 16, \"price_per_hour\": -1}}",
                    "{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 16, \"price_per_hour\": 1, \"min_hours\": 3, \"max_hours\": 2}}",
                    "{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 16, \"price_per_hour\": 1, \"capabilities\": {}}}",
                    "{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 16, \"price_per_hour\": 1, \"capabilities\": [\"\\u0000\"]}}",
                    "{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 16, \"price_per_hour\": 1e999999999}}"
                })
        void whatIsNoGpuIsRefused(String body) {
            assertProblem(post(operator, PATH + "register", body), 422, "VALIDATION_ERROR");
        }

        @Test
        void theWorkerIsTheCallersOwn() {
            String foreign = miner(someone("operator"));
            String gpu =
                    "{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 16, \"price_per_hour\": 1, \"miner_id\": \"%s\"}}";
            assertProblem(post(operator, PATH + "register", gpu.formatted(foreign)), 403, "MINER_NOT_YOURS");
            assertProblem(post(operator, PATH + "register", gpu.formatted("nobody")), 422, "MINER_NOT_REGISTERED");
            assertThat(post(operator, Role.ADMIN, PATH + "register", gpu.formatted(foreign)))
                    .hasStatusOk();
        }

        @Test
        void aHeaderNamesTheWorkerWhereItIsTheCallers() {
            for (String miner : List.of(miner(operator), miner(someone("operator")))) {
                JsonNode answer = read(as(operator, Role.MINER, HttpMethod.POST, PATH + "register")
                        .header("X-Miner-ID", miner)
                        .contentType(APPLICATION_JSON)
                        .content("{\"gpu\": {\"model\": \"T4\", \"memory_gb\": 16, \"price_per_hour\": 1}}")
                        .exchange());
                String owner = jdbc.sql("select owner from core.miner where id = ?")
                        .param(miner)
                        .query(String.class)
                        .single();
                assertThat(gpu(answer.path("gpu_id").stringValue())
                                .path("miner_id")
                                .asString(""))
                        .isEqualTo(owner.equals(operator) ? miner : "");
            }
        }

        @Test
        void eachSlotOfAWorkerIsThereOnce() throws InterruptedException {
            String miner = miner(operator, gpus("RTX 4090", "RTX 4090", "T4"));
            assertThat(gpu(inWorker(miner)).path("slot").intValue()).isZero();
            assertThat(gpu(inWorker(miner)).path("slot").intValue()).isEqualTo(1);
            String third = """
                    {"gpu": {"model": "T4", "memory_gb": 16, "price_per_hour": 1, "miner_id": "%s", "slot": 2}}""".formatted(miner);
            List<Integer> statuses = atOnce(
                    8,
                    () -> post(operator, PATH + "register", third).getResponse().getStatus());
            assertThat(statuses)
                    .containsOnlyOnce(200)
                    .hasSize(8)
                    .filteredOn(one -> one == 409)
                    .hasSize(7);
        }
    }

    @Nested
    class Presence {

        @Test
        void followsHeartbeatsAndBookings() {
            String miner = miner(operator, gpus("RTX 4090"));
            String id = inWorker(miner);
            assertThat(status(id)).isEqualTo("available");
            beat(miner, "last_seen = now() - interval '50 seconds'");
            assertThat(status(id)).isEqualTo("unknown");
            beat(miner, "online = false");
            assertThat(status(id)).isEqualTo("offline");
            beat(miner, "online = true, last_seen = now()");
            assertThat(status(id)).isEqualTo("available");
            jdbc.sql("update core.miner set deregistered = true where id = ?")
                    .param(miner)
                    .update();
            assertThat(status(id)).isEqualTo("offline");
            jdbc.sql("update core.miner set deregistered = false where id = ?")
                    .param(miner)
                    .update();
            read(patch(operator, id, "{\"offered\": false}"));
            assertThat(status(id)).isEqualTo("paused");
            book(id, "1 hour", "2 hours");
            assertThat(status(id)).isEqualTo("paused");
            book(id, "-1 hour", "30 minutes");
            assertThat(status(id)).isEqualTo("booked");
            jdbc.sql("update marketplace.booking set state = 'completed' where gpu_id = ?")
                    .param(Ids.parse(id))
                    .update();
            assertThat(status(id)).isEqualTo("paused");
        }

        @Test
        void ofAWorkerThatSaysNothingWhileItWorksLastsAsLongAsItsLease() {
            String miner = miner(operator, gpus("RTX 4090"));
            String id = inWorker(miner);
            beat(miner, "last_seen = now() - interval '50 minutes'");
            jdbc.sql("""
                            insert into core.lease (job_id, id, miner_id, class, attempt, started_at, until, expires_at)
                            values (gen_random_uuid(), gen_random_uuid(), ?, 1, 1, now(), now() + interval '1 h', now() + interval '1 h')""").param(miner).update();
            assertThat(status(id)).isEqualTo("available");
            jdbc.sql("update core.lease set until = now() where miner_id = ?")
                    .param(miner)
                    .update();
            assertThat(status(id)).isEqualTo("unknown");
        }

        @Test
        void isUnknownWithoutAWorker() {
            String id = register("{\"model\": \"T4\", \"memory_gb\": 16, \"price_per_hour\": 1}");
            assertThat(status(id)).isEqualTo("unknown");
            assertThat(gpu(id).path("miner_id").isNull()).isTrue();
        }

        private void beat(String miner, String change) {
            jdbc.sql("update core.miner_beat set " + change + " where miner_id = ?")
                    .param(miner)
                    .update();
        }
    }

    /** The migration is the text that an older database is given. */
    @Test
    void workersThatAreKeysAreRenamed() throws IOException {
        ApiKeys.NewKey key = new ApiKeys(jdbc).issue(operator, Role.MINER, Caller.DEFAULT_TENANT);
        String id = inWorker(miner(operator, gpus("RTX 4090")));
        String other = inWorker(miner(operator, gpus("RTX 4090")));
        String twice = inWorker(miner(operator, gpus("RTX 4090")));
        jdbc.sql("update marketplace.gpu set miner_id = ?, slot = 7 where id = ?")
                .params(key.key(), Ids.parse(id))
                .update();
        jdbc.sql("update marketplace.gpu set miner_id = ?, slot = 8 where id = ?")
                .params(key.key(), Ids.parse(twice))
                .update();
        jdbc.sql("update marketplace.gpu set miner_id = ?, slot = 8 where id = ?")
                .params(operator, Ids.parse(other))
                .update();
        jdbc.sql("insert into marketplace.listed_worker (miner_id) values (?)")
                .param(key.key())
                .update();
        jdbc.sql("insert into marketplace.presence values (?, now(), true, now())")
                .param(key.key())
                .update();

        jdbc.sql(renaming()).update();

        assertThat(jdbc.sql("select id from marketplace.gpu where miner_id = ? and removed_at is null order by id")
                        .param(operator)
                        .query(UUID.class)
                        .list())
                .containsExactly(Ids.parse(id), Ids.parse(other));
        assertThat(jdbc.sql("""
                                select miner_id from marketplace.gpu union all select miner_id from marketplace.listed_worker
                                union all select miner_id from marketplace.presence""").query(String.class).list()).contains(operator).doesNotContain(key.key());
    }

    @Test
    void aWorkerThatIsAKeyIsCalledAsInCoreWhereItsNameWasTaken() throws IOException {
        ApiKeys.NewKey key = new ApiKeys(jdbc).issue(operator, Role.MINER, Caller.DEFAULT_TENANT);
        String free = jdbc.sql(
                        "select principal || '-' || left(encode(hash, 'hex'), 12) from core.api_key where principal = ?")
                .param(operator)
                .query(String.class)
                .single();
        String id = inWorker(miner(operator, gpus("RTX 4090")));
        jdbc.sql("update marketplace.gpu set miner_id = ? where id = ?")
                .params(key.key(), Ids.parse(id))
                .update();
        jdbc.sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, '{}', 1)")
                .params(free, operator)
                .update();

        jdbc.sql(renaming()).update();

        assertThat(gpu(id).path("miner_id").stringValue()).isEqualTo(free);
    }

    private static String renaming() throws IOException {
        return new ClassPathResource("db/migration/marketplace/V86__rename_miners_that_are_keys.sql")
                .getContentAsString(UTF_8);
    }

    @Test
    void aBookedGpuShowsItsBookingButNotWhose() {
        String id = inWorker(miner(operator, gpus("RTX 4090")));
        book(id, "-1 hour", "3 hours");
        JsonNode booking = gpu(id).path("current_booking");
        assertThat(booking.path("duration_hours").decimalValue()).isEqualByComparingTo("4");
        assertThat(booking.path("total_cost").decimalValue()).isEqualByComparingTo("6");
        assertThat(booking.path("booking_id").stringValue()).hasSize(32);
        assertThat(booking.path("start_time").isString()).isTrue();
        assertThat(booking.path("end_time").isString()).isTrue();
        assertThat(gpu(id).toString()).doesNotContain(client);
    }

    @Test
    void anUnknownGpuIsNotFound() {
        assertProblem(get(PATH + Ids.text(Ids.next())), 404, "GPU_NOT_FOUND");
        assertProblem(get(PATH + "gpu_1"), 404, "NOT_FOUND");
        assertProblem(patch(operator, Ids.text(Ids.next()), "{}"), 404, "GPU_NOT_FOUND");
    }

    @Nested
    class ListOfGpus {

        @Test
        void isFilteredByWhatOldClientsAsk() {
            String region = someone("region");
            String miner = miner(operator, gpus("H100", "RTX 3060"));
            String big = register(spec("H100", 80, "3.5", region, miner));
            String small = register(spec("RTX 3060", 12, "0.2", region, miner));
            String silent = register("""
                    {"model": "RTX 4090", "memory_gb": 24, "price_per_hour": 1, "region": "%s"}""".formatted(region));
            String list = "list?region=" + region.toUpperCase(java.util.Locale.ROOT);
            assertThat(ids(list)).containsExactly(silent, small, big);
            assertThat(ids(list + "&available=true")).containsExactly(small, big);
            assertThat(ids(list + "&available=false")).containsExactly(silent);
            assertThat(ids(list + "&model=rtx")).containsExactly(silent, small);
            assertThat(ids(list + "&memory_min=24")).containsExactly(silent, big);
            assertThat(ids(list + "&price_max=1")).containsExactly(silent, small);
            assertThat(ids(list + "&limit=1")).containsExactly(silent);
            assertThat(ids(list + "&limit=1&offset=1")).containsExactly(small);
            assertThat(ids(list + "&cursor=" + small)).containsExactly(big);
        }

        @ParameterizedTest
        @ValueSource(strings = {"limit=0", "price_max=x", "price_max=-1", "available=perhaps", "offset=-1"})
        void wrongFiltersAreRefused(String query) {
            assertProblem(get(PATH + "list?" + query), 422, "VALIDATION_ERROR");
        }

        private String spec(String model, int memory, String price, String region, String miner) {
            return """
                    {"model": "%s", "memory_gb": %d, "price_per_hour": %s, "region": "%s", "miner_id": "%s"}""".formatted(model, memory, price, region, miner);
        }

        private List<String> ids(String path) {
            return read(get(PATH + path))
                    .valueStream()
                    .map(gpu -> gpu.path("id").stringValue())
                    .toList();
        }
    }

    @Nested
    class Change {

        @Test
        void onlyWhatIsSaidChanges() {
            String id = inWorker(miner(operator, gpus("RTX 4090")));
            JsonNode changed = read(patch(operator, id, """
                    {"price_per_hour": 2.25, "region": "us", "max_hours": 10, "models": ["whisper"], "sla": 99}"""));
            assertThat(changed.path("price_per_hour").decimalValue()).isEqualByComparingTo("2.25");
            assertThat(changed.path("region").stringValue()).isEqualTo("us");
            assertThat(changed.path("max_hours").intValue()).isEqualTo(10);
            assertThat(changed.path("models").toString()).isEqualTo("[\"whisper\"]");
            assertThat(changed.path("model").stringValue()).isEqualTo("RTX 4090");
            assertThat(read(patch(operator, id, "{\"interruptible\": false}")).toString())
                    .contains(
                            "\"interruptible\":false", "\"region\":\"us\"", "[\"whisper\"]", "\"price_per_hour\":2.25");
            assertProblem(patch(operator, id, "{\"min_hours\": 11}"), 422, "VALIDATION_ERROR");
            assertProblem(patch(operator, id, "{\"price_per_hour\": -1}"), 422, "VALIDATION_ERROR");
        }

        @Test
        void isItsOwnersOrAnAdmins() {
            String id = inWorker(miner(operator, gpus("RTX 4090")));
            assertProblem(patch(client, id, "{\"price_per_hour\": 0}"), 403, "GPU_NOT_YOURS");
            assertThat(gpu(id).path("price_per_hour").decimalValue()).isEqualByComparingTo("1.5");
            assertThat(as("root", Role.ADMIN, HttpMethod.PATCH, PATH + id)
                            .contentType(APPLICATION_JSON)
                            .content("{\"offered\": false}")
                            .exchange())
                    .hasStatusOk();
            assertThat(http.patch()
                            .uri(PATH + id)
                            .contentType(APPLICATION_JSON)
                            .content("{}")
                            .exchange())
                    .hasStatus(401);
        }
    }

    @Nested
    class Delete {

        @Test
        void takesAGpuOffTheMarketForItsOwnerOnly() {
            String miner = miner(operator, gpus("RTX 4090"));
            String id = inWorker(miner);
            assertProblem(delete(client, Role.CLIENT, id), 403, "GPU_NOT_YOURS");
            JsonNode deleted = read(delete(operator, Role.CLIENT, id));
            assertThat(deleted.path("status").stringValue()).isEqualTo("deleted");
            assertThat(deleted.path("gpu_id").stringValue()).isEqualTo(id);
            assertProblem(get(PATH + id), 404, "GPU_NOT_FOUND");
            assertProblem(delete(operator, Role.CLIENT, id), 404, "GPU_NOT_FOUND");
            assertThat(gpu(inWorker(miner)).path("slot").intValue()).isZero();
        }

        @Test
        void aBookedOneWantsForce() {
            String now = inWorker(miner(operator, gpus("RTX 4090")));
            String later = inWorker(miner(operator, gpus("RTX 4090")));
            book(now, "-1 hour", "1 hour");
            book(later, "1 hour", "2 hours");
            assertProblem(delete(operator, Role.CLIENT, now), 409, "GPU_BOOKED");
            assertProblem(delete(operator, Role.CLIENT, later), 409, "GPU_BOOKED");
            assertThat(delete(operator, Role.CLIENT, now + "?force=true")).hasStatusOk();
            assertThat(delete("root", Role.ADMIN, later + "?force=true")).hasStatusOk();
        }
    }

    @Test
    void whatAReportConcernsIsFoundByIndexes() {
        transactions.executeWithoutResult(only -> {
            only.setRollbackOnly();
            jdbc.sql("""
                            insert into marketplace.gpu (id, owner, miner_id, slot, claimed, uuid, model, memory_gb, price_per_hour, min_hours, max_hours)
                            select gen_random_uuid(), 'many' || i / 10, 'many' || i / 8, i % 8, false, 'GPU-many-' || i, 'H100', 80, 2, 1, 100
                            from generate_series(1, 30000) i""").update();
            jdbc.sql("analyze marketplace.gpu").update();
            for (String sql : List.of(Gpus.CONCERNED, Cards.BARS)) {
                List<String> plan = jdbc.sql("explain " + sql)
                        .param("miner", "many7")
                        .param("owner", "many7")
                        .param("uuids", new String[] {"GPU-many-7", "GPU-many-8"})
                        .param("cards", "[{\"slot\": 0, \"uuid\": \"GPU-many-7\"}]")
                        .query(String.class)
                        .list();
                assertThat(plan).noneMatch(line -> line.contains("Seq Scan on gpu "));
            }
        });
    }
}
