package org.aitbc.market.bounty;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bounty.
 *
 * @param creationFee AITBC, as the other fees: kept by the network out of what the creator paid beside the reward
 * @param isOpen whether submissions are still taken, by the database's clock
 */
record Bounty(
        String bountyId,
        String title,
        String description,
        BigDecimal rewardAmount,
        String creatorId,
        BountyTier tier,
        BountyStatus status,
        JsonNode performanceCriteria,
        BigDecimal minAccuracy,
        @Nullable Integer maxResponseTime,
        Instant deadline,
        Instant creationTime,
        int maxSubmissions,
        int submissionCount,
        boolean requiresZkProof,
        BigDecimal autoVerifyThreshold,
        @Nullable String winningSubmissionId,
        @Nullable String winnerAddress,
        BigDecimal creationFee,
        BigDecimal successFee,
        BigDecimal platformFee,
        List<String> tags,
        @Nullable String category,
        @Nullable String difficulty,
        boolean isOpen,
        @Nullable Instant completedAt,
        @Nullable Instant settledAt) {

    private static final JsonMapper JSON = new JsonMapper();

    static final String COLUMNS = """
            b.*, b.status = 'active' and now() <= b.deadline as is_open,
            (select w.submitter from marketplace.submission w where w.id = b.winner) as winner_address""";

    static Bounty of(ResultSet row, int number) throws SQLException {
        return new Bounty(
                Ids.text(Rows.id(row, "id")),
                row.getString("title"),
                row.getString("description"),
                Rows.amount(row, "reward"),
                row.getString("creator"),
                Rows.constant(BountyTier.class, row, "tier"),
                Rows.constant(BountyStatus.class, row, "status"),
                JSON.readTree(row.getString("performance_criteria")),
                Rows.amount(row, "min_accuracy"),
                row.getObject("max_response_time", Integer.class),
                Rows.time(row, "deadline"),
                Rows.time(row, "created_at"),
                row.getInt("max_submissions"),
                row.getInt("submission_count"),
                row.getBoolean("requires_zk_proof"),
                Rows.amount(row, "auto_verify_threshold"),
                Rows.idTextOrNull(row, "winner"),
                row.getString("winner_address"),
                Rows.amount(row, "creation_fee"),
                Rows.amount(row, "success_fee"),
                Rows.amount(row, "platform_fee"),
                Rows.texts(row, "tags"),
                row.getString("category"),
                row.getString("difficulty"),
                row.getBoolean("is_open"),
                Rows.timeOrNull(row, "completed_at"),
                Rows.timeOrNull(row, "settled_at"));
    }

    UUID id() {
        return Ids.parse(bountyId);
    }

    /** Nothing of a bounty changes once its money is on its way. */
    Bounty unsettled() {
        if (settledAt != null) {
            throw new Conflict("BOUNTY_SETTLED", "the money of this bounty was paid");
        }
        return this;
    }
}
