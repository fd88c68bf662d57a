package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.rewards.Milestone.Progress;
import org.jspecify.annotations.Nullable;

/**
 * One milestone of an agent.
 *
 * @param milestoneType which one it is
 * @param milestoneName its name for people
 * @param targetValue what is to be reached
 * @param currentValue what is reached by now
 * @param progressPercentage 0..100
 * @param isCompleted whether it is reached
 * @param isClaimed whether its reward was paid
 * @param completedAt the day (UTC) on which it was reached
 * @param claimedAt when its reward was paid
 */
record MilestoneView(
        UUID id,
        String agentId,
        Milestone milestoneType,
        String milestoneName,
        BigDecimal targetValue,
        BigDecimal currentValue,
        BigDecimal progressPercentage,
        BigDecimal rewardAmount,
        boolean isCompleted,
        boolean isClaimed,
        @Nullable LocalDate completedAt,
        @Nullable Instant claimedAt) {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** How far an agent had come on a day. */
    record Day(LocalDate day, Progress progress) {}

    /** Its distribution, where there is one; {@code paid} is null until it is paid. */
    record Claim(BigDecimal amount, @Nullable Timestamp paid) {}

    static MilestoneView of(Standing standing, Milestone milestone, List<Day> days, Claim claim) {
        BigDecimal value = milestone.value(standing.progress());
        Optional<LocalDate> reached = days.stream()
                .filter(day -> milestone.isReachedBy(day.progress()))
                .map(Day::day)
                .findFirst();
        Timestamp paid = claim.paid();
        return new MilestoneView(
                milestone.id(standing.agent()),
                standing.agent(),
                milestone,
                milestone.title(),
                milestone.target(),
                Amounts.shown(value),
                Amounts.shown(value.multiply(ALL)
                        .divide(milestone.target(), 2, RoundingMode.DOWN)
                        .min(ALL)),
                Amounts.shown(claim.amount()),
                reached.isPresent(),
                paid != null,
                reached.orElse(null),
                paid == null ? null : paid.toInstant());
    }
}
