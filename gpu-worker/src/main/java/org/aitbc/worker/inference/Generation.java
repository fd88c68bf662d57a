package org.aitbc.worker.inference;

import org.aitbc.worker.executor.Progress;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A text as it grows. */
final class Generation {

    private final long start = System.nanoTime();
    private final StringBuilder output = new StringBuilder();
    private final Progress progress;
    private final long limit;
    private int pieces;

    /** With a limit of 0 tokens nothing is known about how far it is, and no fraction is claimed. */
    Generation(Progress progress, long limit) {
        this.progress = progress;
        this.limit = limit;
    }

    void add(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        output.append(piece);
        pieces++;
        progress.report(limit > 0 ? Math.min(0.99, (double) pieces / limit) : 0, pieces + " tokens");
    }

    /** The legacy miners' result; without a count from the server each streamed piece counts as a token. */
    ObjectNode result(String model, long tokens) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", "completed")
                .put("output", output.toString())
                .put("model", model)
                .put("tokens_processed", tokens > 0 ? tokens : pieces)
                .put("execution_time", (System.nanoTime() - start) / 1e9);
    }
}
