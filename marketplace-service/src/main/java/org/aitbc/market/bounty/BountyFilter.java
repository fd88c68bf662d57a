package org.aitbc.market.bounty;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/**
 * Which bounties are wanted; what is null asks for nothing.
 *
 * @param tags any of them
 * @param query in title, description or a tag, in any case
 * @param page from 1
 * @param limit 1..100, 20 where not said
 */
record BountyFilter(
        @Nullable BountyStatus status,
        @Nullable BountyTier tier,

        @BindParam("creator_id") @Parameter(name = "creator_id") @Nullable
        String creatorId,

        @Nullable String category,

        @BindParam("min_reward") @Parameter(name = "min_reward") @Nullable @PositiveOrZero
        BigDecimal minReward,

        @BindParam("max_reward") @Parameter(name = "max_reward") @Nullable @PositiveOrZero
        BigDecimal maxReward,

        @BindParam("deadline_before") @Parameter(name = "deadline_before") @Nullable
        OffsetDateTime deadlineBefore,

        @BindParam("deadline_after") @Parameter(name = "deadline_after") @Nullable
        OffsetDateTime deadlineAfter,

        @BindParam("requires_zk_proof") @Parameter(name = "requires_zk_proof") @Nullable
        Boolean requiresZkProof,

        @Nullable List<String> tags,
        @Nullable String query,
        @Nullable @Min(1) @Max(1_000_000) Integer page,
        @Nullable @Min(1) @Max(100) Integer limit) {

    private static final int DEFAULT_ROWS = 20;

    int rows() {
        return limit == null ? DEFAULT_ROWS : limit;
    }

    int skipped() {
        return page == null ? 0 : (page - 1) * rows();
    }
}
