package org.aitbc.market.bounty;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A solution that somebody handed in for a bounty. What it claims of itself is the submitter's word. */
record Submission(
        String submissionId,
        String bountyId,
        String submitterAddress,
        BigDecimal accuracy,
        @Nullable Integer responseTime,
        @Nullable BigDecimal computePower,
        @Nullable BigDecimal energyEfficiency,
        @Nullable JsonNode zkProof,
        String performanceHash,
        SubmissionStatus status,
        @Nullable Instant verificationTime,
        @Nullable String verifierAddress,
        @Nullable String verificationNotes,
        @Nullable String disputeReason,
        @Nullable Instant disputeTime,
        boolean disputeResolved,
        Instant submissionTime,
        JsonNode submissionData,
        JsonNode testResults) {

    private static final JsonMapper JSON = new JsonMapper();

    static Submission of(ResultSet row, int number) throws SQLException {
        String proof = row.getString("zk_proof");
        return new Submission(
                Ids.text(Rows.id(row, "id")),
                Ids.text(Rows.id(row, "bounty_id")),
                row.getString("submitter"),
                Rows.amount(row, "accuracy"),
                row.getObject("response_time", Integer.class),
                Rows.amountOrNull(row, "compute_power"),
                Rows.amountOrNull(row, "energy_efficiency"),
                proof == null ? null : JSON.readTree(proof),
                row.getString("performance_hash"),
                Rows.constant(SubmissionStatus.class, row, "status"),
                Rows.timeOrNull(row, "judged_at"),
                row.getString("verifier"),
                row.getString("notes"),
                row.getString("dispute_reason"),
                Rows.timeOrNull(row, "disputed_at"),
                row.getBoolean("dispute_resolved"),
                Rows.time(row, "submitted_at"),
                JSON.readTree(row.getString("submission_data")),
                JSON.readTree(row.getString("test_results")));
    }

    UUID id() {
        return Ids.parse(submissionId);
    }
}
