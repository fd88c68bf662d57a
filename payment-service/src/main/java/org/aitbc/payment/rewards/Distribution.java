package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is to get from the rewards pool, and who decided so: a calculation or a milestone.
 *
 * @param tier the agent's when it was decided
 */
record Distribution(
        UUID id,
        String agent,
        RewardType type,
        RewardTier tier,
        BigDecimal amount,
        @Nullable UUID calculation,
        @Nullable Milestone milestone) {

    static final Account POOL = Account.rewardsPool(Currency.AITBC);

    static Distribution of(UUID calculation, RewardType type, String agent, Reward reward) {
        return new Distribution(Ids.next(), agent, type, reward.tier(), reward.total(), calculation, null);
    }

    static Distribution of(Milestone milestone, BigDecimal amount, Standing standing) {
        return new Distribution(
                milestone.id(standing.agent()),
                standing.agent(),
                RewardType.MILESTONE_BONUS,
                standing.tier(),
                amount,
                null,
                milestone);
    }

    /** The posting has the distribution's id, so the ledger pays it once, however often it is asked to. */
    Posting posting() {
        return Posting.of(
                id, "reward", Ids.text(id), new Transfer(POOL, Account.available(agent, Currency.AITBC), amount));
    }

    /**
     * As the wire has it.
     *
     * @param distributionMethod how it is paid
     * @param transactionId the posting in the ledger
     * @param transactionStatus whether the posting is in the ledger
     * @param errorMessage why it is not paid yet
     */
    record DistributionView(
            UUID id,
            BigDecimal rewardAmount,
            RewardType rewardType,
            RewardStatus status,
            String distributionMethod,
            @Nullable UUID transactionId,
            String transactionStatus,
            Instant createdAt,
            @Nullable Instant processedAt,
            @Nullable String errorMessage) {

        static DistributionView of(
                UUID id,
                BigDecimal amount,
                RewardType type,
                RewardStatus status,
                Instant createdAt,
                @Nullable Instant processedAt) {
            boolean paid = status == RewardStatus.DISTRIBUTED;
            return new DistributionView(
                    id,
                    Amounts.shown(amount),
                    type,
                    status,
                    "ledger",
                    paid ? id : null,
                    paid ? "confirmed" : status.text(),
                    createdAt,
                    processedAt,
                    status == RewardStatus.PENDING ? "waits until the rewards pool covers it" : null);
        }
    }
}
