package org.aitbc.miner.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.ApiKeys;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.servicetest.Tokens;
import org.aitbc.starter.parameter.Parameters;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class RegistryTests extends MinerTest {

    private static final String NOTHING = "{\"capabilities\":{}}";

    @Autowired
    private MinerSettings settings;

    @Autowired
    private LeaseSettings leases;

    @Autowired
    private Parameters parameters;

    private final String miner = someMiner();

    @Test
    void leasesLastAsGovernanceDecided() {
        try {
            decide(1, 90);
            JsonNode answer = json(post(ALICE, "/v1/miners/register?miner_id=" + miner, NOTHING));
            assertThat(answer.path("lease_seconds").intValue()).isEqualTo(90);
        } finally {
            decide(2, 60);
        }
        assertThat(leases.duration()).isEqualTo(Duration.ofSeconds(60));
    }

    private void decide(int version, int seconds) {
        jdbc.sql("""
                        insert into core.parameter_version (name, version, value, least, most, created_at, effective_at, cause)
                        values ('lease.duration_seconds', ?, ?, 30, 600, now() - interval '2 min', now() - interval '1 s', 'proposal')""").params(version, seconds).update();
        parameters.look();
    }

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
    void aTypeThatWasOfferedOnceIsNotForgotten() {
        String types = "[\"once-" + miner + "\",\"no word\",5]";
        json(post(ALICE, "/v1/miners/register?miner_id=" + miner, "{\"capabilities\":{\"job_types\":" + types + "}}"));
        json(post(ALICE, "/v1/miners/register?miner_id=" + miner, NOTHING));

        assertThat(jdbc.sql("select type from core.job_type where strpos(type, 'no') = 1 or type = ?")
                        .param("once-" + miner)
                        .query(String.class)
                        .list())
                .containsExactly("once-" + miner);
    }

    @Nested
    class ARequestWithoutAnId {

        private final String owner = someMiner();

        @Test
        void isOfTheMinerThatTheKeyNamesAndNotOfTheLastRegistered() {
            json(post(owner, "/v1/miners/register", NOTHING));
            json(post(owner, "/v1/miners/register?miner_id=" + miner, NOTHING));
            assertThat(post(owner, "/v1/miners/heartbeat", "{\"status\":\"of its own\"}"))
                    .hasStatus(200);
            assertThat(jdbc.sql("select status from core.miner_beat where miner_id = ?")
                            .param(owner)
                            .query(String.class)
                            .single())
                    .isEqualTo("of its own");
            UUID job = queue(null);

            assertThat(jobId(json(pollWithoutId()))).isEqualTo(Ids.text(job));

            assertThat(holder(job)).isEqualTo(owner);
        }

        @Test
        void isOfTheOnlyMinerOfItsKey() {
            json(post(owner, "/v1/miners/register?miner_id=" + miner, NOTHING));
            UUID job = queue(null);

            json(pollWithoutId());

            assertThat(holder(job)).isEqualTo(miner);
            assertThat(post(owner, "/v1/miners/" + Ids.text(job) + "/result", "{\"result\":{}}"))
                    .hasStatus(200);
        }

        @Test
        void isOfNoneOfSeveralAndEachKeepsItsJobs() {
            List<UUID> jobs = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                json(post(owner, "/v1/miners/register?miner_id=" + miner + "-" + i, NOTHING));
                jobs.add(queue(null));
                json(post(owner, "/v1/miners/poll?miner_id=" + miner + "-" + i, "{\"max_wait_seconds\":0}"));
            }

            assertRefused(pollWithoutId(), 409, "MINER_ID_REQUIRED");
            json(send(owner, http.delete().uri("/v1/miners/" + miner + "-3"), ""));
            assertRefused(pollWithoutId(), 409, "MINER_ID_REQUIRED");
            Miners restarted = new Miners(jdbc, new KnownMiners(jdbc, JSON), settings, leases);
            assertThatExceptionOfType(Conflict.class)
                    .isThrownBy(() -> restarted.idOf(new Caller(owner, Role.MINER, Caller.DEFAULT_TENANT)));

            for (int i = 0; i < 3; i++) {
                assertThat(holder(jobs.get(i))).isEqualTo(miner + "-" + (i + 1));
                assertThat(post(owner, "/v1/miners/" + Ids.text(jobs.get(i)) + "/result", "{\"result\":{}}"))
                        .hasStatus(200);
            }
        }

        @Test
        void isOfTheOneThatIsThereWhenTheOthersAreLongGone() {
            json(post(owner, "/v1/miners/register?miner_id=" + miner + "-gone", NOTHING));
            jdbc.sql("update core.miner_beat set last_seen = now() - interval '25 h' where miner_id = ?")
                    .param(miner + "-gone")
                    .update();
            json(post(owner, "/v1/miners/register?miner_id=" + miner, NOTHING));
            UUID job = queue(null);

            json(pollWithoutId());

            assertThat(holder(job)).isEqualTo(miner);
        }

        @Test
        void isNotOfOneThatSignedOffWhileAnotherIsThere() {
            json(post(owner, "/v1/miners/register?miner_id=" + miner + "-1", NOTHING));
            json(send(owner, http.delete().uri("/v1/miners/" + miner + "-1"), ""));
            json(post(owner, "/v1/miners/register?miner_id=" + miner + "-2", NOTHING));
            UUID job = queue(null);

            json(pollWithoutId());

            assertThat(holder(job)).isEqualTo(miner + "-2");
        }

        private MvcTestResult pollWithoutId() {
            return post(owner, "/v1/miners/poll", "{\"max_wait_seconds\":0}");
        }
    }

    @Nested
    class AKeyAsId {

        private static final String KEY_OF_OWNER = "aitbc_0123456789abcdef";

        private final String owner = someMiner();

        @ParameterizedTest
        @ValueSource(strings = {"header", "query", "body"})
        void isTheNameOfItsPrincipalWhereverItIsSaid(String where) {
            String register = "/v1/miners/register" + ("query".equals(where) ? "?miner_id=" + KEY_OF_OWNER : "");
            String id = "body".equals(where) ? ",\"miner_id\":\"%s\"".formatted(KEY_OF_OWNER) : "";

            JsonNode registered = json(say(where, register, "{\"capabilities\":{}%s}".formatted(id)));

            assertThat(registered.path("miner_id").stringValue()).isEqualTo(owner);
            UUID job = queue(null);
            JsonNode assigned =
                    json(say(where, register.replace("register", "poll"), "{\"max_wait_seconds\":0%s}".formatted(id)));
            assertThat(holder(job)).isEqualTo(owner);
            json(say(where, register.replace("register", "heartbeat"), "{\"inflight\":1%s}".formatted(id)));
            assertThat(say(where, "/v1/miners/" + jobId(assigned) + "/result", "{\"result\":{}}"))
                    .hasStatus(200)
                    .bodyJson()
                    .extractingPath("$.receipt.provider")
                    .isEqualTo(owner);
            assertThat(jdbc.sql("select count(*) from core.miner where id = ?")
                            .param(KEY_OF_OWNER)
                            .query(Integer.class)
                            .single())
                    .isZero();
        }

        @Test
        void isNoIdForOthersEither() {
            ApiKeys.NewKey issued = new ApiKeys(jdbc).issue(someone("principal"), Role.MINER, Caller.DEFAULT_TENANT);

            assertRefused(post(ALICE, "/v1/miners/register?miner_id=" + issued.key(), NOTHING), 403, "MINER_NOT_YOURS");
            assertRefused(
                    post(ALICE, "/v1/miners/register?miner_id=" + issued.principal(), NOTHING), 403, "MINER_NOT_YOURS");
            assertThat(post(issued.principal(), "/v1/miners/register", NOTHING)).hasStatus(200);
        }

        private MvcTestResult say(String where, String path, String json) {
            MockMvcRequestBuilder request = http.post()
                    .uri(path)
                    .header("Authorization", Tokens.bearer("miner-service", owner, Role.MINER, KEY_OF_OWNER))
                    .contentType(APPLICATION_JSON)
                    .content(json);
            return ("header".equals(where) ? request.header("X-Miner-ID", KEY_OF_OWNER) : request).exchange();
        }
    }

    /** The migration is the text that an older database is given. */
    @Test
    void minersThatAreKeysAreRenamedAndTheKeysRevoked() throws IOException {
        JdbcClient old = JdbcClient.create(TestDatabase.dataSource(TestDatabase.create("keys", List.of("core"))));
        String key = "the-key-that-was-an-id";
        new ApiKeys(old).admit(key, Role.MINER);
        String name = old.sql("select principal from core.api_key")
                .query(String.class)
                .single();
        old.sql("""
                        with m as (insert into core.miner (id, owner, capabilities, concurrency)
                                   values (:key, :name, '{"models":["a"]}', 2), ('another', :name, '{}', 1)),
                        b as (insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                              values (:key, now(), true, 'ONLINE', 1)),
                        r as (insert into core.requirement (key) values ('{"constraints":{"miner":"' || :key || '"}}')),
                        l as (insert into core.lease (job_id, id, miner_id, slot, class, attempt, started_at, until, expires_at)
                              values (gen_random_uuid(), gen_random_uuid(), :key, 0, 1, 1, now(), now(), now()))
                        insert into core.outcome (job_id, state, miner_id, attempt, receipt)
                        values (gen_random_uuid(), 'COMPLETED', :key, 1, json_build_object('provider', :key))""").param("key", key).param("name", name).update();

        old.sql(renaming()).update();

        assertThat(old.sql("select id || ' ' || owner || ' ' || concurrency from core.miner order by id <> 'another'")
                        .query(String.class)
                        .list())
                .containsExactly("another " + name + " 1", name + " " + name + " 2");
        assertThat(old.sql("""
                        select miner_id from core.miner_beat union all select miner_id from core.lease
                        union all select miner_id from core.outcome
                        union all select key::json #>> '{constraints,miner}' from core.requirement""").query(String.class).list()).containsExactly(name, name, name, name);
        assertThat(old.sql("select receipt ->> 'provider' from core.outcome")
                        .query(String.class)
                        .single())
                .as("what was signed stays")
                .isEqualTo(key);
        assertThat(new ApiKeys(old).find(key)).isEmpty();
    }

    @Test
    void aMinerThatIsAKeyDoesNotBecomeAnotherOwnersAndItsJobsFindIt() throws IOException {
        JdbcClient old = JdbcClient.create(TestDatabase.dataSource(TestDatabase.create("keys_taken", List.of("core"))));
        String key = "the-key-that-was-an-id";
        new ApiKeys(old).admit(key, Role.MINER);
        old.sql("""
                        with k as (select principal, principal || '-' || left(encode(hash, 'hex'), 12) as free from core.api_key),
                        m as (insert into core.miner (id, owner, capabilities, concurrency)
                              select :key, principal, '{}'::json, 2 from k
                              union all select principal, 'mallory', '{}', 1 from k),
                        r as (insert into core.requirement (key)
                              select '{"constraints":{"miner":"' || named || '"}}'
                              from (select :key as named union all select free from k) n returning class, key),
                        j as (insert into core.job (id, client, class, payload, expires_at, payment_currency)
                              select gen_random_uuid(), 'client-1', class, '{}', now() + interval '1 h', 'AITBC' from r
                              where strpos(key, :key) > 0 returning id, class, expires_at),
                        q as (insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j)
                        insert into core.outcome (job_id, state, miner_id, attempt, receipt)
                        values (gen_random_uuid(), 'COMPLETED', :key, 1, '{}')""").param("key", key).update();

        old.sql(renaming()).update();

        assertThat(old.sql("select key from core.requirement")
                        .query(String.class)
                        .list())
                .singleElement(STRING)
                .doesNotContain(key);
        assertThat(old.sql("""
                                select m.owner <> 'mallory' from core.outcome o join core.miner m on m.id = o.miner_id
                                union all
                                select m.owner <> 'mallory' from core.ready w join core.job using (id, class)
                                join core.requirement r using (class)
                                join core.miner m on m.id = r.key::json #>> '{constraints,miner}'""").query(Boolean.class).list()).containsExactly(true, true);
    }

    private static String renaming() throws IOException {
        return new ClassPathResource("db/migration/core/V13__rename_miners_that_are_keys.sql")
                .getContentAsString(UTF_8);
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
