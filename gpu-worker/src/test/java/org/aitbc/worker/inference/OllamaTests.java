package org.aitbc.worker.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.aitbc.worker.FakeHttp;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(20)
class OllamaTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final CountDownLatch hangUp = new CountDownLatch(1);
    private FakeHttp server;
    private Ollama ollama;

    @BeforeEach
    void start() throws IOException {
        server = FakeHttp.start(this::handle);
        ollama = new Ollama(server.url() + "/");
    }

    @AfterEach
    void stop() {
        hangUp.countDown();
        server.close();
    }

    @Test
    void aPromptIsStreamedIntoOneOutput() throws Exception {
        List<String> notes = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        JsonNode result = ollama.run(
                job("{\"prompt\":\"hi\",\"model\":\"llama3\",\"parameters\":{\"max_tokens\":4,\"temperature\":0.5}}"),
                (fraction, note) -> {
                    fractions.add(fraction);
                    notes.add(note);
                },
                new Cancellation());

        assertThat(JSON.readTree(asked.get())).isEqualTo(JSON.readTree("""
                {"model":"llama3","prompt":"hi","stream":true,"options":{"temperature":0.5,"num_predict":4}}"""));
        assertThat(result.path("status").asString()).isEqualTo("completed");
        assertThat(result.path("output").asString()).isEqualTo("Hello world");
        assertThat(result.path("model").asString()).isEqualTo("llama3");
        assertThat(result.path("tokens_processed").asInt()).isEqualTo(7);
        assertThat(result.path("gpu_used").asBoolean(false)).isTrue();
        assertThat(notes).containsExactly("1 tokens", "2 tokens");
        assertThat(fractions).containsExactly(0.25, 0.5);
    }

    @Test
    void itsModelsAreListedAndAServerThatIsAwayIsNotAvailable() {
        assertThat(ollama.probe().models()).containsExactly("llama3:latest", "phi3:mini");
        server.close();
        Readiness readiness = ollama.probe();
        assertThat(readiness.available()).isFalse();
        assertThat(readiness.detail()).contains("does not answer");
    }

    @Test
    void anUnknownModelIsSaidToBeOne() {
        assertThatThrownBy(() -> ollama.run(
                        job("{\"prompt\":\"hi\",\"model\":\"absent\"}"), (fraction, note) -> {}, new Cancellation()))
                .isInstanceOfSatisfying(JobFailed.class, failed -> {
                    assertThat(failed.code()).isEqualTo("MODEL_NOT_AVAILABLE");
                    assertThat(failed.getMessage()).contains("model 'absent' not found");
                });
    }

    @Test
    void aCancelEndsAStreamThatHangs() {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Boolean> started = new CompletableFuture<>();
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                result.complete(ollama.run(
                        job("{\"prompt\":\"hang\",\"model\":\"llama3\"}"),
                        (fraction, note) -> started.complete(true),
                        cancellation));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        started.join();
        cancellation.onCancel(worker::interrupt);
        cancellation.cancel();
        await().until(result::isCompletedExceptionally);
    }

    @Test
    void aPromptIsNeeded() {
        assertThatThrownBy(() -> ollama.run(job("{\"model\":\"llama3\"}"), (fraction, note) -> {}, new Cancellation()))
                .hasMessageContaining("needs a prompt");
    }

    private static Job job(String payload) {
        return new Job("job-1", 1, JSON.readTree(payload), null);
    }

    private void handle(HttpExchange exchange) throws IOException, InterruptedException {
        String body = FakeHttp.body(exchange);
        switch (exchange.getRequestURI().getPath()) {
            case "/api/tags" ->
                FakeHttp.answer(exchange, 200, "{\"models\":[{\"name\":\"llama3:latest\"},{\"name\":\"phi3:mini\"}]}");
            case "/api/ps" ->
                FakeHttp.answer(exchange, 200, "{\"models\":[{\"name\":\"llama3:latest\",\"size_vram\":5000}]}");
            default -> generate(exchange, body);
        }
    }

    private void generate(HttpExchange exchange, String body) throws IOException, InterruptedException {
        asked.set(body);
        if (body.contains("absent")) {
            FakeHttp.answer(exchange, 404, "{\"error\":\"model 'absent' not found\"}");
            return;
        }
        OutputStream out = FakeHttp.stream(exchange);
        FakeHttp.line(out, "{\"response\":\"Hello\",\"done\":false}");
        if (body.contains("hang")) {
            hangUp.await();
        }
        FakeHttp.line(out, "{\"response\":\" world\",\"done\":false}");
        FakeHttp.line(out, "{\"response\":\"\",\"done\":true,\"eval_count\":7}");
    }
}
