package org.aitbc.worker.inference;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Progress;
import org.aitbc.worker.executor.Readiness;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Inference by an Ollama server on this machine. */
public final class Ollama implements Executor {

    private final ModelServer server;

    public Ollama(String url) {
        server = new ModelServer(url, null);
    }

    @Override
    public String name() {
        return "inference (Ollama)";
    }

    @Override
    public String type() {
        return "inference";
    }

    @Override
    public Readiness probe() {
        return server.probe("/api/tags", Ollama::models);
    }

    @Override
    public JsonNode run(Job job, Progress progress, Cancellation cancellation) throws Exception {
        String prompt = job.payload().path("prompt").asString("");
        if (prompt.isEmpty()) {
            throw JobFailed.invalid("an inference job needs a prompt");
        }
        String model = model(job.payload());
        ObjectNode sampling = Sampling.of(job.payload());
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("model", model).put("prompt", prompt).put("stream", true);
        request.set("options", Sampling.forOllama(sampling));
        Generation generation = new Generation(progress, Sampling.limit(sampling));
        AtomicLong tokens = new AtomicLong();
        server.stream("/api/generate", request, cancellation, line -> {
            JsonNode chunk = ModelServer.JSON.readTree(line);
            if (chunk.has("error")) {
                throw new JobFailed("INFERENCE_FAILED", chunk.path("error").asString(""));
            }
            generation.add(chunk.path("response").asString(""));
            tokens.addAndGet(chunk.path("eval_count").asLong(0));
        });
        ObjectNode result = generation.result(model, tokens.get());
        onGpu(model).ifPresent(gpu -> result.put("gpu_used", gpu));
        return result;
    }

    private String model(JsonNode payload) throws IOException, InterruptedException, JobFailed {
        String asked = payload.path("model").asString("");
        if (!asked.isEmpty()) {
            return asked;
        }
        return models(server.get("/api/tags")).stream()
                .findFirst()
                .orElseThrow(() -> new JobFailed("MODEL_NOT_AVAILABLE", "Ollama has no model", true));
    }

    /** Whether Ollama holds the model in GPU memory; it alone knows, and an old one does not say. */
    private Optional<Boolean> onGpu(String model) throws InterruptedException {
        try {
            return server.get("/api/ps")
                    .path("models")
                    .valueStream()
                    .filter(loaded ->
                            loaded.path("name").asString("").split(":", 2)[0].equals(model.split(":", 2)[0]))
                    .findFirst()
                    .map(loaded -> loaded.path("size_vram").asLong(0) > 0);
        } catch (IOException | JacksonException unknown) {
            return Optional.empty();
        }
    }

    private static List<String> models(JsonNode tags) {
        return tags.path("models")
                .valueStream()
                .map(model -> model.path("name").asString(""))
                .toList();
    }
}
