package org.aitbc.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MiniLmTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Progress SILENT = (fraction, note) -> {};

    private final MiniLm model = new MiniLm();

    @Test
    void sentencesThatMeanTheSameAreCloserThanOthers() throws Exception {
        JsonNode result = run("""
                {"type":"embedding","texts":["The cat sleeps on the sofa.","A kitten naps on the couch.",
                "Interest rates were raised by the central bank."]}""", SILENT, new Cancellation());

        assertThat(result.path("status").asString()).isEqualTo("completed");
        assertThat(result.path("dimensions").asInt()).isEqualTo(384);
        assertThat(result.path("device").asString()).isEqualTo("cpu");
        assertThat(result.path("tokens_processed").asInt()).isGreaterThan(15);
        JsonNode vectors = result.path("embeddings");
        assertThat(dot(vectors.path(0), vectors.path(0))).isBetween(0.999, 1.001);
        assertThat(dot(vectors.path(0), vectors.path(1))).isGreaterThan(0.5);
        assertThat(dot(vectors.path(0), vectors.path(2))).isLessThan(0.2);
    }

    @Test
    void textTextsAndInputAreTakenAndProgressGoesOverThem() throws Exception {
        List<Double> fractions = new ArrayList<>();
        JsonNode result = run(
                "{\"input\":[\"one\",\"two\",\"three\",\"four\"]}",
                (fraction, note) -> fractions.add(fraction),
                new Cancellation());
        assertThat(fractions).containsExactly(0.25, 0.5, 0.75, 1.0);
        assertThat(result.path("embeddings").size()).isEqualTo(4);
        JsonNode single = run("{\"text\":\"one\"}", SILENT, new Cancellation());
        assertThat(single.path("embeddings").path(0))
                .isEqualTo(result.path("embeddings").path(0));
    }

    @Test
    void aCancelIsObeyedBetweenTwoTexts() {
        Cancellation cancellation = new Cancellation();
        List<Double> fractions = new ArrayList<>();
        assertThatThrownBy(() -> run(
                        "{\"texts\":[\"one\",\"two\",\"three\"]}",
                        (fraction, note) -> {
                            fractions.add(fraction);
                            cancellation.cancel();
                        },
                        cancellation))
                .isInstanceOf(CancellationException.class);
        assertThat(fractions).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"texts\":[]}", "{\"text\":\" \"}", "{\"texts\":[1]}", "{\"text\":null}"})
    void aPayloadWithoutTextIsInvalid(String payload) {
        assertThatThrownBy(() -> run(payload, SILENT, new Cancellation()))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("INVALID_PAYLOAD"));
    }

    @Test
    void theProbeNamesTheModel() {
        assertThat(model.probe().available()).isTrue();
        assertThat(model.probe().models()).containsExactly("all-MiniLM-L6-v2");
    }

    private JsonNode run(String payload, Progress progress, Cancellation cancellation) throws Exception {
        return model.run(new Job("job-1", 1, JSON.readTree(payload), null), progress, cancellation);
    }

    private static double dot(JsonNode one, JsonNode other) {
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            sum += one.path(i).asDouble() * other.path(i).asDouble();
        }
        return sum;
    }
}
