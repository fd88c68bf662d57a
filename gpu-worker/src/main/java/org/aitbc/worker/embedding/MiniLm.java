package org.aitbc.worker.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.Progress;
import org.aitbc.worker.executor.Readiness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sentence embeddings of 384 dimensions, computed in this process by the model that the jar ships. */
public final class MiniLm implements Executor {

    private static final String MODEL = "all-MiniLM-L6-v2";

    static {
        // on a machine with CUDA the tokenizer would otherwise download a GPU build of itself
        System.setProperty("ai.djl.offline", "true");
    }

    // native calls hold the virtual threads' carriers: a full house of embedding jobs would stop the heartbeats
    private final ExecutorService compute = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("embed-", 0).factory());

    @Override
    public String name() {
        return "embedding (MiniLM)";
    }

    @Override
    public String type() {
        return "embedding";
    }

    @Override
    public Readiness probe() {
        try {
            int dimensions = embed("probe").vector().dimension();
            return Readiness.available(MODEL + ", " + dimensions + " dimensions, on the CPU", List.of(MODEL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Readiness.unavailable("interrupted");
        } catch (ExecutionException e) {
            return Readiness.unavailable("the model does not run here: " + e.getCause());
        }
    }

    @Override
    public JsonNode run(Job job, Progress progress, Cancellation cancellation) throws Exception {
        long start = System.nanoTime();
        List<String> texts = Texts.of(job.payload());
        ArrayNode vectors = JsonNodeFactory.instance.arrayNode(texts.size());
        int tokens = 0;
        for (String text : texts) {
            cancellation.check();
            Embedded embedded = embed(text);
            vectors.add(node(embedded.vector().vector()));
            tokens += embedded.tokens();
            progress.report((double) vectors.size() / texts.size(), vectors.size() + " of " + texts.size() + " texts");
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("status", "completed").put("model", MODEL).put("device", "cpu");
        result.put("dimensions", vectors.path(0).size());
        result.set("embeddings", vectors);
        return result.put("tokens_processed", tokens).put("execution_time", (System.nanoTime() - start) / 1e9);
    }

    private Embedded embed(String text) throws InterruptedException, ExecutionException {
        return compute.submit(() -> Embedded.of(text)).get();
    }

    private static ArrayNode node(float[] vector) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode(vector.length);
        for (float value : vector) {
            // the shortest text of the float, not the 17 digits of its double
            node.add(Double.parseDouble(Float.toString(value)));
        }
        return node;
    }

    private record Embedded(Embedding vector, int tokens) {

        private static final AllMiniLmL6V2QuantizedEmbeddingModel MINI_LM =
                new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);

        static Embedded of(String text) {
            Response<List<Embedding>> answer = MINI_LM.embedAll(List.of(TextSegment.from(text)));
            TokenUsage usage = answer.tokenUsage();
            return new Embedded(answer.content().getFirst(), usage == null ? 0 : usage.inputTokenCount());
        }
    }
}
