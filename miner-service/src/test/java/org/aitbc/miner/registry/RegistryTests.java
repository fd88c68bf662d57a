package org.aitbc.miner.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.miner.MinerTest;
import org.aitbc.servicetest.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class RegistryTests extends MinerTest {

    private static final String NOTHING = "{\"capabilities\":{}}";

    private final String miner = someMiner();

    @Test
    void registeringAnswersWhatAWorkerNeedsToKnow() {
        JsonNode answer = json(post(ALICE, "/v1/miners/register?miner_id=" + miner, NOTHING));

        assertThat(answer.path("status").stringValue()).isEqualTo("ok");
        assertThat(answer.path("session_token").stringValue()).matches("[0-9a-f]{32}");
        assertThat(answer.path("miner_id").stringValue()).isEqualTo(miner);
        assertThat(answer.path("heartbeat_interval_seconds").intValue()).isEqualTo(10);
        assertThat(answer.path("lease_seconds").intValue()).isEqualTo(60);
        assertThat(answer.path("max_wait_seconds").intValue()).isEqualTo(30);
    }

    @Test
    void theIdOfTheHeaderGoesBeforeTheQuerysAndThatBeforeTheBodys() {
        String body = "{\"capabilities\":{},\"miner_id\":\"%s-body\"}".formatted(miner);

        MvcTestResult header = send(
                ALICE,
                http.post()
                        .uri("/v1/miners/register?miner_id=" + miner + "-query")
                        .header("X-Miner-ID", miner),
                body);
        MvcTestResult query = post(ALICE, "/v1/miners/register?miner_id=" + miner + "-query", body);
        MvcTestResult inBody = post(ALICE, "/v1/miners/register", body);

        assertThat(json(header).path("miner_id").stringValue()).isEqualTo(miner);
        assertThat(json(query).path("miner_id").stringValue()).isEqualTo(miner + "-query");
        assertThat(json(inBody).path("miner_id").stringValue()).isEqualTo(miner + "-body");
    }

    @Test
    void aKeyThatNamesNoIdSpeaksForTheMinerItRegisteredLast() {
        String key = someMiner();
        json(post(key, "/v1/miners/register?miner_id=" + miner + "-1", NOTHING));
        json(post(key, "/v1/miners/register?miner_id=" + miner + "-2", NOTHING));
        UUID job = queue(null);

        assertThat(jobId(json(post(key, "/v1/miners/poll", "{\"max_wait_seconds\":0}"))))
                .isEqualTo(Ids.text(job));
        assertThat(holder(job)).isEqualTo(miner + "-2");
    }

    @Test
    void aKeyThatRegisteredNothingIsItsOwnMiner() {
        assertThat(json(post(miner, "/v1/miners/register", NOTHING))
                        .path("miner_id")
                        .stringValue())
                .isEqualTo(miner);
    }

    @Test
    void anIdBelongsToTheKeyThatFirstRegisteredIt() {
        register(miner, 1, "{}");

        assertRefused(post("mallory", "/v1/miners/register?miner_id=" + miner, NOTHING), 403, "MINER_NOT_YOURS");
        assertRefused(post("mallory", "/v1/miners/poll?miner_id=" + miner, "{}"), 403, "MINER_NOT_YOURS");
        assertRefused(post("mallory", "/v1/miners/heartbeat?miner_id=" + miner, "{}"), 403, "MINER_NOT_YOURS");
        assertRefused(post("mallory", "/v1/miners/" + miner + "/earnings", "{}"), 403, "MINER_NOT_YOURS");
        assertRefused(
                send("mallory", http.put().uri("/v1/miners/" + miner + "/capabilities"), NOTHING),
                403,
                "MINER_NOT_YOURS");
        assertRefused(send("mallory", http.delete().uri("/v1/miners/" + miner), ""), 403, "MINER_NOT_YOURS");
    }

    @Test
    void clientsHaveNoBusinessWithDispatch() {
        MvcTestResult answer = http.post()
                .uri("/v1/miners/poll")
                .header("Authorization", Tokens.bearer("miner-service", "client-1", Role.CLIENT))
                .exchange();

        assertRefused(answer, 403, "ROLE_NOT_ALLOWED");
    }

    @Test
    void registeringAnewReplacesCapabilitiesAndConcurrency() {
        register(miner, 1, "{\"models\":[\"llama3\"]}");
        register(miner, 2, "{\"models\":[\"qwen3\"]}");
        queue("inference", models("llama3"), 900);
        UUID first = queue("inference", models("qwen3"), 900);
        UUID second = queue("inference", models("qwen3"), 900);

        assertThat(pollJobs(miner, 5)).containsExactly(Ids.text(first), Ids.text(second));
    }

    @Test
    void registeringAnewGivesLeasesBackButForWhatStillRuns() {
        register(miner, 2, "{}");
        UUID lost = queue(null);
        UUID kept = queue(null);
        assertThat(pollJobs(miner, 2)).hasSize(2);

        json(post(ALICE, "/v1/miners/register?miner_id=" + miner, """
                {"capabilities":{},"concurrency":2,"running":["%s"]}""".formatted(Ids.text(kept))));

        assertThat(state(lost)).isEqualTo("QUEUED");
        assertThat(state(kept)).isEqualTo("RUNNING");
        JsonNode again = pollJob(miner);
        assertThat(jobId(again)).isEqualTo(Ids.text(lost));
        assertThat(again.path("attempt").intValue()).isEqualTo(2);
    }

    @Test
    void registeringWithARunningIdThatIsNoneChangesNothing() {
        assertThat(post(ALICE, "/v1/miners/register?miner_id=" + miner, """
                {"capabilities":{},"running":["no id"]}""")).hasStatus(404);

        assertRefused(heartbeat(miner, "{}"), 404, "MINER_NOT_REGISTERED");
    }

    @Test
    void newCapabilitiesLeaveWhatIsNotSaid() {
        json(post(ALICE, "/v1/miners/register?miner_id=" + miner, """
                {"capabilities":{"models":["llama3"]},"concurrency":3,"region":"eu","public_key":"%s"}""".formatted(KEY)));

        JsonNode answer = json(send(ALICE, http.put().uri("/v1/miners/" + miner + "/capabilities"), """
                {"capabilities":{"models":["qwen3"]}}"""));

        assertThat(answer.path("status").stringValue()).isEqualTo("updated");
        assertThat(answer.path("miner_id").stringValue()).isEqualTo(miner);
        assertThat(answer.at("/capabilities/models/0").stringValue()).isEqualTo("qwen3");
        assertThat(answer.path("session_token").stringValue()).matches("[0-9a-f]{32}");
        assertThat(jdbc.sql("select concurrency || ' ' || region || ' ' || public_key from core.miner where id = ?")
                        .param(miner)
                        .query(String.class)
                        .single())
                .isEqualTo("3 eu " + KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 256",
                "{\"gpus\":[],\"cpu\":{\"cores\":2}} | 16",
                "{\"gpus\":[{\"name\":\"T4\"},{\"name\":\"T4\"}],\"cpu\":{\"cores\":4}} | 128",
                "{\"gpu\":{\"model\":\"T4\"}} | 64",
                "{\"cpu\":{\"cores\":-1}} | 256",
                "{\"cpu\":{\"cores\":1e30}} | 256"
            })
    void concurrencyIsBoundedByWhatTheMachineHas(String capabilities, int most) {
        assertThat(json(post(ALICE, "/v1/miners/register?miner_id=" + miner, """
                        {"capabilities":%s,"concurrency":1000}""".formatted(capabilities)))
                        .path("concurrency")
                        .intValue())
                .isEqualTo(most);

        json(send(ALICE, http.put().uri("/v1/miners/" + miner + "/capabilities"), """
                {"capabilities":{"gpu":{}}}"""));

        assertThat(jdbc.sql("select concurrency from core.miner where id = ?")
                        .param(miner)
                        .query(Integer.class)
                        .single())
                .isEqualTo(Math.min(most, 64));
    }

    @Test
    void newCapabilitiesCountForTheNextPoll() {
        register(miner, 1, "{\"models\":[\"llama3\"]}");
        UUID job = queue("inference", models("qwen3"), 900);
        assertThat(poll(miner, 0)).hasStatus(204);

        json(send(ALICE, http.put().uri("/v1/miners/" + miner + "/capabilities"), """
                {"capabilities":{"models":["qwen3"]}}"""));

        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(job));
    }

    @Test
    void capabilitiesOfAMinerNobodyRegisteredAreNotFound() {
        assertRefused(
                send(ALICE, http.put().uri("/v1/miners/" + miner + "/capabilities"), NOTHING),
                404,
                "MINER_NOT_REGISTERED");
    }

    @Test
    void aMinerThatSignedOffFinishesWhatItRunsAndGetsNoMore() {
        register(miner, 2, "{}");
        queue(null);
        JsonNode running = pollJob(miner);
        queue(null);

        JsonNode answer = json(send(ALICE, http.delete().uri("/v1/miners/" + miner), ""));

        assertThat(answer.path("status").stringValue()).isEqualTo("OFFLINE");
        assertRefused(poll(miner, 0), 404, "MINER_NOT_REGISTERED");
        JsonNode beaten = beat(miner, running);
        assertThat(beaten.at("/commands/0/type").stringValue()).isEqualTo("drain");
        assertThat(beaten.path("commands").size()).isEqualTo(1);
        assertThat(isOnline()).isFalse();
        assertThat(json(result(ALICE, running, "{}", "\"poll\":true"))
                        .path("next")
                        .isNull())
                .isTrue();
        register(miner, 2, "{}");
        assertThat(poll(miner, 0)).hasStatus(200);
    }

    @Test
    void signingOffAMinerNobodyRegisteredIsNotFound() {
        assertRefused(send(ALICE, http.delete().uri("/v1/miners/" + miner), ""), 404, "MINER_NOT_REGISTERED");
    }

    @Test
    void gpusAreListedInMebibytesForClientsToo() {
        register(miner, 1, """
                {"gpus":[{"name":"H100","memory_mb":81559},{"model":"RTX 4090","memory_gb":24}]}""");

        MvcTestResult answer = http.get()
                .uri("/v1/miners/" + miner + "/gpus")
                .header("Authorization", Tokens.bearer("miner-service", "client-1", Role.CLIENT))
                .exchange();

        assertThat(answer).hasStatus(200).bodyJson().isStrictlyEqualTo("""
                [{"name":"H100","memory_mb":81559},{"name":"RTX 4090","memory_mb":24576}]""");
        assertRefused(send(ALICE, http.get().uri("/v1/miners/" + miner + "-unknown/gpus"), ""), 404, "MINER_NOT_FOUND");
    }

    @Test
    void theLegacyWorkersSingleGpuIsUnderstood() {
        register(miner, 1, """
                {"gpu":{"model":"NVIDIA RTX 4090","memory_gb":24564,"cuda_version":"550.54"}}""");
        UUID job = queue("inference", new Constraints("4090", "550", 20, null, null, null, null, null, null), 900);

        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(job));
    }

    @Test
    void whoPollsWithoutRegisteringCanDoWhatNeedsNoCapability() {
        queue("inference", models("llama3"), 900);
        UUID job = queue("inference");

        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(job));
        assertThat(poll(miner, 0)).hasStatus(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"models\":[%s]}", "{\"job_types\":[%s]}", "{\"gpu\":{\"supported_tasks\":[%s]}}"})
    void aMinerListsNoMoreThanAnyMachineHas(String capabilities) {
        String path = "/v1/miners/register?miner_id=" + miner;
        String body = "{\"capabilities\":" + capabilities + "}";

        assertThat(post(ALICE, path, body.formatted(numbers(256)))).hasStatus(200);
        assertRefused(post(ALICE, path, body.formatted(numbers(257))), 422, "VALIDATION_ERROR");
    }

    @Test
    void aKeyRegistersNoMoreMinersThanAnybodyHas() {
        String key = someMiner();
        jdbc.sql("""
                        insert into core.miner (id, owner, capabilities, concurrency, updated_at)
                        select :key || '-' || n, :key, '{}', 1, now() - interval '1 day' from generate_series(1, 10000) n
                        """).param("key", key).update();

        assertRefused(post(key, "/v1/miners/register?miner_id=" + miner, NOTHING), 409, "TOO_MANY_MINERS");
        assertRefused(post(key, "/v1/miners/poll?miner_id=" + miner, "{}"), 409, "TOO_MANY_MINERS");

        assertThat(post(key, "/v1/miners/register?miner_id=" + key + "-7", NOTHING))
                .as("one that it has")
                .hasStatus(200);
        assertThat(post("another", "/v1/miners/register?miner_id=" + miner, NOTHING))
                .hasStatus(200);
        jdbc.sql("delete from core.miner where owner = ?").param(key).update();
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj("\"%d\""::formatted).collect(Collectors.joining(","));
    }

    @Test
    void aBodyIsNeeded() {
        assertRefused(
                http.post()
                        .uri("/v1/miners/register")
                        .header("Authorization", Tokens.bearer("miner-service", ALICE, Role.MINER))
                        .exchange(),
                422,
                "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"capabilities\":null}",
                "{\"capabilities\":[]}",
                "{\"capabilities\":\"gpu\"}",
                "{\"capabilities\":{},\"concurrency\":0}",
                "{\"capabilities\":{},\"concurrency\":-1}",
                "{\"capabilities\":{},\"concurrency\":1025}",
                "{\"capabilities\":{},\"concurrency\":\"many\"}",
                "{\"capabilities\":{},\"concurrency\":{}}",
                "{\"capabilities\":{},\"region\":[]}",
                "{\"capabilities\":{},\"public_key\":\"short\"}",
                "{\"capabilities\":{},\"running\":\"all\"}",
                "{\"capabilities\":{},\"running\":[null]}",
                "{\"capabilities\":{\"name\":\"\\u0000\"}}",
                "{\"capabilities\":{},\"region\":\"\\u0000\"}",
                "{\"capabilities\":{},\"miner_id\":\"two words\"}",
                "[]"
            })
    void wrongRegistrationsAreInvalid(String body) {
        String path = body.contains("miner_id") ? "/v1/miners/register" : "/v1/miners/register?miner_id=" + miner;

        assertThat(post(ALICE, path, body)).hasStatus(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"capabilities\":{}", "not json", "{\"capabilities\":{}}}x"})
    void whatIsNotJsonIsABadRequest(String body) {
        assertRefused(post(ALICE, "/v1/miners/register?miner_id=" + miner, body), 400, "MALFORMED_JSON");
    }

    @Test
    void deepNestingIsABadRequest() {
        String deep = "{\"capabilities\":" + "{\"a\":".repeat(2000) + "1" + "}".repeat(2000) + "}";

        assertRefused(post(ALICE, "/v1/miners/register?miner_id=" + miner, deep), 400, "MALFORMED_JSON");
    }

    private static final String KEY = "0EqyMnQrtKs6E2i9RhXk5tAiSrcaAWuvhSCjMsl3hzc";

    private boolean isOnline() {
        return jdbc.sql("select online from core.miner_beat where miner_id = ?")
                .param(miner)
                .query(Boolean.class)
                .single();
    }
}
