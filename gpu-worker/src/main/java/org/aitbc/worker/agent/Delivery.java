package org.aitbc.worker.agent;

import java.util.Set;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.worker.agent.Status.Ending;
import org.aitbc.worker.console.Journal;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.gateway.FailureReport;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Reachability;
import org.aitbc.worker.gateway.Refused;
import org.aitbc.worker.gateway.ResultReport;
import org.aitbc.worker.gateway.Retry;
import org.aitbc.worker.machine.Gpus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Brings a job's end to the gateway, as often as it takes. */
final class Delivery {

    /** A body that is refused so will be refused again. */
    static final Set<Integer> UNACCEPTABLE = Set.of(400, 413, 422);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LEASE_GONE = 409;

    private final Gateway gateway;
    private final SigningKey key;
    private final Gpus gpus;
    private final Reachability reachability;
    private final Status status;
    private final Journal journal;

    Delivery(Gateway gateway, SigningKey key, Gpus gpus, Reachability reachability, Status status, Journal journal) {
        this.gateway = gateway;
        this.key = key;
        this.gpus = gpus;
        this.reachability = reachability;
        this.status = status;
        this.journal = journal;
    }

    void result(RunningJob job, JsonNode result) throws InterruptedException {
        long millis = job.millis();
        ResultReport report = report(job, result);
        try {
            JsonNode receipt = Retry.until(() -> gateway.result(job.id(), report), reachability);
            status.count(Ending.COMPLETED);
            journal.line("job " + job.id() + " completed in " + millis + " ms, " + verdict(receipt));
        } catch (Refused refused) {
            say(job, "result", refused);
            if (UNACCEPTABLE.contains(refused.status())) {
                failure(job, new JobFailed("RESULT_REJECTED", String.valueOf(refused.getMessage())));
            } else {
                status.count(Ending.REFUSED);
            }
        }
    }

    void failure(RunningJob job, JobFailed why) throws InterruptedException {
        FailureReport report = report(job, why);
        journal.line("job " + job.id() + " failed: " + why.code() + ", " + why.getMessage());
        try {
            Retry.until(() -> gateway.fail(job.id(), report), reachability);
            status.count(Ending.FAILED);
        } catch (Refused refused) {
            say(job, "failure", refused);
            status.count(Ending.REFUSED);
        }
    }

    FailureReport report(RunningJob job, JobFailed why) {
        return new FailureReport(
                why.code(),
                String.valueOf(why.getMessage()),
                metrics(job),
                job.assigned().leaseId(),
                job.assigned().attempt(),
                why.retryable());
    }

    /** What is signed is the result as the gateway will read it: numbers may lose digits on the way through text. */
    private ResultReport report(RunningJob job, JsonNode result) {
        JsonNode asRead = JSON.readTree(JSON.writeValueAsBytes(result));
        int attempt = job.assigned().attempt();
        return new ResultReport(
                asRead,
                metrics(job),
                job.assigned().leaseId(),
                attempt,
                Receipts.node(key.sign(Receipts.workerStatement(job.id(), attempt, asRead))));
    }

    private ObjectNode metrics(RunningJob job) {
        ObjectNode metrics = JsonNodeFactory.instance.objectNode().put("duration_ms", job.millis());
        gpus.now().stream().findFirst().ifPresent(gpu -> Capabilities.legacy(metrics, gpu));
        return metrics;
    }

    private void say(RunningJob job, String what, Refused refused) {
        journal.line("job " + job.id() + ": "
                + (refused.status() == LEASE_GONE
                        ? "the lease is gone, " + what + " dropped"
                        : what + " refused, " + refused.getMessage()));
    }

    private static String verdict(JsonNode receipt) {
        if (!receipt.isObject()) {
            return "no receipt";
        }
        return "receipt " + receipt.path("receipt_id").asString("?") + " "
                + Receipts.flaw(receipt).map(flaw -> "does NOT verify: " + flaw).orElse("signature verified");
    }
}
