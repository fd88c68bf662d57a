package org.aitbc.ai.jobtype;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aitbc.ai.AiTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobTypeTests extends AiTest {

    private final String mark = "-" + client;

    @AfterEach
    void signOff() {
        jdbc.sql("update core.miner_beat set online = false where miner_id like ?")
                .param("%" + mark)
                .update();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "texts|is required|{'type':'embedding'}",
                "texts|is required|{'type':'embedding','texts':[]}",
                "text|must be a text|{'type':'embedding','text':' '}",
                "texts|must be a text|{'type':'embedding','texts':['a',5]}",
                "input|must be a text|{'type':'embedding','text':'a','input':{}}",
                "image|such as python:3.13|{'type':'container'}",
                "image|such as python:3.13|{'type':'container','image':'--privileged'}",
                "memory_mb|must be at least 6|{'type':'container','image':'a','memory_mb':5}",
                "cpus|must be above 0|{'type':'container','image':'a','cpus':0}",
                "gpus|must be 0 or 1|{'type':'container','image':'a','gpus':2}",
                "env|must map names|{'type':'container','image':'a','env':{'A B':1}}",
                "env|must map names|{'type':'container','image':'a','env':{'A':[]}}",
                "command|must be a list of texts|{'type':'container','image':'a','command':'ls -l'}",
                "timeout_seconds|must be above 0 and at most 86400|{'type':'container','image':'a','timeout_seconds':-1}",
                "command|is required|{'type':'command'}",
                "command|is required|{'type':'command','command':'ls -l'}",
                "command|must be a list of texts|{'type':'command','command':['ls',1]}",
                "timeout_seconds|must be above 0 and at most 86400|{'type':'command','command':['ls'],'timeout_seconds':86401}"
            })
    void aPayloadThatNoWorkerCouldRunIsRefusedAndWhatIsRightNamed(String member, String right, String payload) {
        String job = "{\"payload\":" + payload.replace('\'', '"') + "}";

        MvcTestResult refused = post("/v1/jobs", job);
        assertInvalid(refused, "body.payload." + member);
        assertThat(json(refused).path("detail").stringValue()).contains(right);
        assertInvalid(
                post("/v1/jobs/batch", "{\"jobs\":[" + SOME_JOB + "," + job + "]}"), "body.jobs[1].payload." + member);
        assertThat(jobs()).isZero();
        submit(job.replaceFirst("}$", ",\"allow_unknown_type\":true}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'inference'}",
                "{'type':'inference','model':'m','promt':'a'}",
                "{'type':'inference','prompt':'','messages':'a'}"
            })
    void anInferenceWithoutAPromptIsTakenWithAWarning(String payload) {
        MvcTestResult taken = post("/v1/jobs", "{\"payload\":" + payload.replace('\'', '"') + "}");
        assertThat(taken).hasStatus(201);
        assertThat(json(taken).path("warnings").toString()).contains("payload.prompt: missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'embedding','input':'a','odd':[{}]}",
                "{'type':'embedding','texts':[],'text':['a','b']}",
                "{'type':'inference','prompt':5,'model':null}",
                "{'type':'inference','messages':[]}",
                "{'type':'container','image':'a/b@sha256:c','memory_mb':'4096','gpus':true,'env':'none','cpus':null}",
                "{'type':'command','command':['a'],'timeout_seconds':'soon'}",
                // older clients say types in other members, and their payloads may be anything
                "{'service_type':'llm'}",
                "{'job_type':'ai_inference','parameters':{'prompt':'a'}}"
            })
    void whatSomeWorkerMayRunIsTaken(String payload) {
        submit("{\"payload\":" + payload.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @EnumSource(ContractType.class)
    void theDocumentDescribesPayloadAndResultOfEachTypeByExamplesThatWork(ContractType type) {
        JsonNode document = json(http.get().uri("/v3/api-docs").exchange());
        JsonNode schemas = document.at("/components/schemas");

        assertThat(schemas.at("/JobCreate/properties/payload").toString()).contains("schemas/JobPayload");
        assertThat(schemas.at("/JobResult/properties/result").toString()).contains("schemas/JobOutput");
        JsonNode payloads = schemas.path("JobPayload");
        assertThat(payloads.at("/discriminator/propertyName").stringValue()).isEqualTo("type");
        String reference = payloads.at("/discriminator/mapping/" + type.text()).stringValue();
        assertThat(payloads.path("oneOf").toString()).contains(reference);
        JsonNode payload = document.at(reference.substring(1));
        assertThat(payload.at("/properties/type/enum/0").stringValue()).isEqualTo(type.text());
        JsonNode example = payload.path("example");
        assertThat(payload.path("properties").propertyNames()).containsAll(example.propertyNames());
        assertThat(payload.path("properties").propertyNames()).containsAll(texts(payload.path("required")));
        submit("{\"payload\":" + example + "}");
        for (JsonNode result : schemas.at("/JobOutput/anyOf")) {
            JsonNode schema = document.at(result.path("$ref").asString("#/none").substring(1));
            assertThat(schema.path("properties").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(schema.path("example").propertyNames());
        }
    }

    @Test
    void whatLiveWorkersOfferIsListed() {
        miner("one", "{'job_types':['embedding','own%s'],'models':['m'],'price':0.05}");
        miner("two", "{'job_types':['own%s'],'least_price':0.03}");
        miner("any", "{}");
        int anyBefore = json(get("/v1/jobs/types")).path("miners_of_any_type").intValue();
        miner("gone", "{'job_types':['gone%s']}");
        miner("other", "{}");
        jdbc.sql("update core.miner_beat set online = false where miner_id = ?")
                .param("gone" + mark)
                .update();

        JsonNode types = json(get("/v1/jobs/types"));
        assertThat(offered(types, "own" + mark)).isEqualTo(new JsonMapper().readTree("""
                {"type":"own%s","in_contract":false,"miners_online":2,"miners_free":2,"models":["m"],
                 "lowest_price":0.03,"highest_price":0.05}""".formatted(mark)));
        assertThat(offered(types, "embedding").path("in_contract").booleanValue())
                .isTrue();
        assertThat(offered(types, "gone" + mark).isMissingNode()).isTrue();
        assertThat(types.path("miners_of_any_type").intValue()).isEqualTo(anyBefore + 1);
    }

    private static JsonNode offered(JsonNode types, String type) {
        return types.path("items")
                .valueStream()
                .filter(one -> one.path("type").stringValue().equals(type))
                .findFirst()
                .orElse(types.path("none"));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    private void miner(String name, String capabilities) {
        jdbc.sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, 'somebody', ?::json, 1)")
                .params(name + mark, capabilities.replace("%s", mark).replace('\'', '"'))
                .update();
        jdbc.sql("""
                        insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                        values (?, now(), true, 'ONLINE', 0)""").param(name + mark).update();
    }
}
