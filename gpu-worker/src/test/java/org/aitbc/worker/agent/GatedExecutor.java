package org.aitbc.worker.agent;

import java.util.concurrent.CountDownLatch;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Checkpoint;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.Progress;
import org.aitbc.worker.executor.Readiness;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Does what the payload's {@code act} says: waits at its gate, fails, or answers at once. */
final class GatedExecutor implements Executor {

    final CountDownLatch gate = new CountDownLatch(1);
    volatile boolean stopped;

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public String type() {
        return "gated";
    }

    @Override
    public Readiness probe() {
        return Readiness.available("", java.util.List.of());
    }

    @Override
    public JsonNode run(Job job, Progress progress, Cancellation cancellation) throws Exception {
        switch (job.payload().path("act").asString("answer")) {
            case "wait" -> {
                progress.report(0.4, "waiting");
                awaitGate();
            }
            case "save" -> {
                progress.save(new Checkpoint(0.4, job.payload().path("data")));
                awaitGate();
            }
            case "break" -> throw new IllegalStateException("broken on purpose");
            default -> progress.report(1, "done");
        }
        return JsonNodeFactory.instance.objectNode().put("status", "completed").put("output", 0.1f);
    }

    private void awaitGate() throws InterruptedException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            stopped = true;
            throw e;
        }
    }
}
