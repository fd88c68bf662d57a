package org.aitbc.worker.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.worker.FakeHttp;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(20)
class OpenAiTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private volatile boolean chat = true;
    private FakeHttp server;

    @BeforeEach
    void start() throws IOException {
        server = FakeHttp.start(this::handle);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPromptIsAChatOfOneMessage() throws Exception {
        JsonNode result = run("{\"prompt\":\"hi\",\"model\":\"m\",\"options\":{\"num_predict\":9,\"model\":\"x\"}}");

        assertThat(JSON.readTree(asked.get("/v1/chat/completions"))).isEqualTo(JSON.readTree("""
                {"max_tokens":9,"model":"m","stream":true,"stream_options":{"include_usage":true},
                "messages":[{"role":"user","content":"hi"}]}"""));
        assertThat(result.path("output").asString()).isEqualTo("Hello world");
        assertThat(result.path("tokens_processed").asInt()).isEqualTo(5);
        assertThat(result.has("gpu_used")).as("this API does not say").isFalse();
    }

    @Test
    void aServerWithoutChatIsAskedToComplete() throws Exception {
        chat = false;
        JsonNode result = run("{\"prompt\":\"hi\"}");
        assertThat(JSON.readTree(asked.get("/v1/completions")).path("model").asString())
                .isEqualTo("model-1");
        assertThat(result.path("output").asString()).isEqualTo("plain text");
    }

    @Test
    void messagesAreNotTurnedIntoAPrompt() {
        chat = false;
        assertThatThrownBy(() -> run("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                .isInstanceOf(JobFailed.class);
        assertThat(asked).doesNotContainKey("/v1/completions");
    }

    @Test
    void theProbeSendsTheKey() {
        assertThat(new OpenAi(server.url() + "/v1", "secret").probe().models()).isEqualTo(List.of("model-1"));
        assertThat(new OpenAi(server.url(), "wrong").probe().available()).isFalse();
    }

    private JsonNode run(String payload) throws Exception {
        return new OpenAi(server.url() + "/v1/", "secret")
                .run(new Job("job-1", 1, JSON.readTree(payload), null), (fraction, note) -> {}, new Cancellation());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.put(path, FakeHttp.body(exchange));
        if (!"Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            FakeHttp.answer(exchange, 401, "{}");
        } else if (path.equals("/v1/models")) {
            FakeHttp.answer(exchange, 200, "{\"data\":[{\"id\":\"model-1\"}]}");
        } else if (path.equals("/v1/completions")) {
            OutputStream out = FakeHttp.stream(exchange);
            FakeHttp.line(out, "data: {\"choices\":[{\"text\":\"plain text\"}]}\n");
            FakeHttp.line(out, "data: [DONE]");
        } else if (chat) {
            OutputStream out = FakeHttp.stream(exchange);
            FakeHttp.line(out, ": a comment\n");
            FakeHttp.line(out, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n");
            FakeHttp.line(out, "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n");
            FakeHttp.line(out, "data: {\"choices\":[{\"delta\":{\"content\":\" world\"}}]}\n");
            FakeHttp.line(out, "data: {\"choices\":[],\"usage\":{\"completion_tokens\":5}}\n");
            FakeHttp.line(out, "data: [DONE]");
        } else {
            FakeHttp.answer(exchange, 404, "{\"detail\":\"Not Found\"}");
        }
    }
}
