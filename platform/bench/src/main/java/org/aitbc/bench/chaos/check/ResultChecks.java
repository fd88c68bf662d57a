package org.aitbc.bench.chaos.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Report;
import org.aitbc.bench.chaos.log.History.Told;
import org.aitbc.domain.receipt.Receipts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the reports of workers, and the answers to them, with the results in the database. */
final class ResultChecks {

    private static final JsonMapper JSON = new JsonMapper();

    private ResultChecks() {}

    /** A result that was accepted is the job's only one, one that was refused is nowhere, and each is some worker's own. */
    static void acceptedOnce(History history, Rows rows, Consumer<String> wrong) {
        Map<String, End> ends = rows.outcomes().stream().collect(Collectors.toMap(Outcome::job, End::of, (a, _) -> a));
        Map<String, Report> accepted = new HashMap<>();
        Map<String, Report> tokens = new HashMap<>();
        for (Report report : history.reports()) {
            tokens.put(report.token(), report);
            End end = ends.get(report.grant().job());
            boolean isIt = end != null && end.isOf(report);
            if (report.told() == Told.ACCEPTED) {
                Report other = accepted.put(report.grant().job(), report);
                if (other != null) {
                    wrong.accept("both were accepted: " + other + " and " + report);
                }
                if (!isIt) {
                    wrong.accept(report + " was accepted, and the job ended as " + end);
                }
            } else if (report.told() == Told.NOT_HELD && isIt) {
                wrong.accept(report + " was refused, and the job ended as " + end);
            }
        }
        for (End end : ends.values()) {
            Report report = tokens.get(end.token());
            boolean isTheirs =
                    report != null && report.grant().job().equals(end.outcome().job()) && end.isOf(report);
            if (!end.token().isEmpty() && !isTheirs) {
                wrong.accept("nobody handed in " + end);
            }
        }
    }

    /** How a job ended, with the token and the id in its receipt. */
    private record End(Outcome outcome, String token, String receipt) {

        static End of(Outcome outcome) {
            JsonNode receipt = ResultChecks.receipt(outcome);
            return new End(
                    outcome,
                    receipt.path("metadata").path("result").path("token").asString(""),
                    receipt.path("receipt_id").asString(""));
        }

        boolean isOf(Report report) {
            return outcome.attempt() == report.grant().attempt()
                    && report.grant().miner().equals(outcome.miner())
                    && (report.token().isEmpty()
                            ? "CHAOS".equals(outcome.code())
                            : report.token().equals(token))
                    && (report.receipt().isEmpty() || report.receipt().equals(receipt));
        }
    }

    private static JsonNode receipt(Outcome outcome) {
        return outcome.receipt() == null ? JSON.missingNode() : JSON.readTree(outcome.receipt());
    }

    /** Each receipt's signature holds, by a published key, and it is of its job. */
    static void receiptsHold(Rows rows, Consumer<String> wrong) {
        for (Outcome outcome : rows.outcomes()) {
            if (outcome.state().equals("COMPLETED")) {
                JsonNode receipt = ResultChecks.receipt(outcome);
                String key = receipt.path("signature").path("key_id").asString("");
                Receipts.flaw(receipt).ifPresent(flaw -> wrong.accept("receipt of job " + outcome.job() + ": " + flaw));
                if (!rows.receiptKeys().contains(key)) {
                    wrong.accept("receipt of job " + outcome.job() + ": nobody published the key " + key);
                }
                if (!receipt.path("job_id").asString("").equals(outcome.job())) {
                    wrong.accept("receipt of job " + outcome.job() + " is another job's");
                }
            }
        }
    }
}
