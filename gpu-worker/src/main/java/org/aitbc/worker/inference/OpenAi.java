package org.aitbc.worker.inference;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Progress;
import org.aitbc.worker.executor.Readiness;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Inference by any server that speaks OpenAI's API, such as vLLM, llama.cpp or LM Studio. */
public final class OpenAi implements Executor {

    // what servers answer that lack chat, or whose model has no chat template
    private static final Set<Integer> NO_CHAT = Set.of(400, 404, 405, 501);

    private final ModelServer server;

    /** The URL may end in {@code /v1}. */
    public OpenAi(String url, @Nullable String key) {
        server = new ModelServer(url.replaceAll("/+$", "").replaceAll("/v1$", ""), key);
    }

    @Override
    public String name() {
        return "inference (OpenAI API)";
    }

    @Override
    public String type() {
        return "inference";
    }

    @Override
    public Readiness probe() {
        return server.probe("/v1/models", OpenAi::models);
    }

    @Override
    public JsonNode run(Job job, Progress progress, Cancellation cancellation) throws Exception {
        JsonNode payload = job.payload();
        boolean chat = payload.path("messages").isArray();
        if (!chat && payload.path("prompt").asString("").isEmpty()) {
            throw JobFailed.invalid("an inference job needs a prompt or messages");
        }
        String model = model(payload);
        try {
            return generate("/v1/chat/completions", chatRequest(payload, model), model, progress, cancellation);
        } catch (LineStream.ServerRefused refused) {
            if (chat || !NO_CHAT.contains(refused.status())) {
                throw refused;
            }
            ObjectNode plain = request(payload, model);
            plain.set("prompt", payload.get("prompt"));
            return generate("/v1/completions", plain, model, progress, cancellation);
        }
    }

    private JsonNode generate(
            String path, ObjectNode request, String model, Progress progress, Cancellation cancellation)
            throws JobFailed, InterruptedException {
        Generation generation = new Generation(progress, Sampling.limit(request));
        AtomicLong tokens = new AtomicLong();
        server.stream(path, request, cancellation, line -> {
            if (!line.startsWith("data:") || line.endsWith("[DONE]")) {
                return;
            }
            JsonNode event = ModelServer.JSON.readTree(line.substring("data:".length()));
            if (event.has("error")) {
                throw new JobFailed("INFERENCE_FAILED", event.path("error").toString());
            }
            JsonNode choice = event.path("choices").path(0);
            generation.add(choice.path("delta").path("content").asString(""));
            generation.add(choice.path("text").asString(""));
            tokens.set(Math.max(
                    tokens.get(), event.path("usage").path("completion_tokens").asLong(0)));
        });
        return generation.result(model, tokens.get());
    }

    private static ObjectNode chatRequest(JsonNode payload, String model) {
        ObjectNode request = request(payload, model);
        if (payload.path("messages").isArray()) {
            request.set("messages", payload.get("messages"));
        } else {
            request.putArray("messages").addObject().put("role", "user").set("content", payload.get("prompt"));
        }
        return request;
    }

    private static ObjectNode request(JsonNode payload, String model) {
        ObjectNode request = Sampling.forOpenAi(Sampling.of(payload));
        request.put("model", model).put("stream", true);
        request.putObject("stream_options").put("include_usage", true);
        return request;
    }

    private String model(JsonNode payload) throws IOException, InterruptedException, JobFailed {
        String asked = payload.path("model").asString("");
        if (!asked.isEmpty()) {
            return asked;
        }
        return models(server.get("/v1/models")).stream()
                .findFirst()
                .orElseThrow(() -> new JobFailed("MODEL_NOT_AVAILABLE", "the server has no model", true));
    }

    private static List<String> models(JsonNode list) {
        return list.path("data")
                .valueStream()
                .map(model -> model.path("id").asString(""))
                .toList();
    }
}
