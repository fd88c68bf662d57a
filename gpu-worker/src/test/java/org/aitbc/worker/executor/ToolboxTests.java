package org.aitbc.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class ToolboxTests {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void whatIsNotAvailableIsNeitherAdvertisedNorUsed() {
        Toolbox toolbox = Toolbox.probed(List.of(
                new Stub("a", "inference", Readiness.unavailable("away")),
                new Stub("b", "embedding", Readiness.available("", List.of("minilm")))));

        assertThat(toolbox.jobTypes()).containsExactly("embedding");
        assertThat(toolbox.models()).containsExactly("minilm");
        assertThat(toolbox.forPayload(JSON.readTree("{\"prompt\":\"hi\"}"))).isEmpty();
        assertThat(toolbox.forPayload(JSON.readTree("{\"text\":\"hi\"}"))).isPresent();
    }

    @Test
    void ofTwoForOneTypeTheOneWithTheModelRuns() {
        Executor first = new Stub("a", "inference", Readiness.available("", List.of("llama3:latest")));
        Executor second = new Stub("b", "inference", Readiness.available("", List.of("mistral")));
        Toolbox toolbox = Toolbox.probed(List.of(first, second));

        assertThat(toolbox.forPayload(JSON.readTree("{\"prompt\":\"\",\"model\":\"mistral\"}")))
                .contains(second);
        assertThat(toolbox.forPayload(JSON.readTree("{\"prompt\":\"\",\"model\":\"llama3\"}")))
                .contains(first);
        assertThat(toolbox.forPayload(JSON.readTree("{\"prompt\":\"\",\"model\":\"other\"}")))
                .contains(first);
        assertThat(toolbox.jobTypes()).containsExactly("inference");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"x\",\"prompt\":\"\"} | x",
                "{\"prompt\":\"hi\"}              | inference",
                "{\"messages\":[]}                | inference",
                "{\"text\":\"hi\"}                | embedding",
                "{\"texts\":[]}                   | embedding",
                "{\"type\":\" \",\"texts\":[]}    | embedding",
                "{\"image\":\"a\"}                | ''",
                "[]                               | ''",
            })
    void aTypeIsStatedOrSeenFromTheShape(String payload, String type) {
        assertThat(JobType.of(JSON.readTree(payload)).orElse("")).isEqualTo(type);
    }

    private record Stub(String name, String type, Readiness probe) implements Executor {

        @Override
        public JsonNode run(Job job, Progress progress, Cancellation cancellation) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
