package org.aitbc.payment.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.aitbc.payment.agents.TrackRecord;
import org.aitbc.payment.rewards.Milestone.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewardPolicyTests {

    private static TrackRecord record(long completed, long failed, long countersigned, String earned) {
        LocalDate day = LocalDate.of(2026, 1, 1);
        return new TrackRecord(
                "agent",
                completed,
                failed,
                countersigned,
                completed,
                BigDecimal.ZERO,
                new BigDecimal(earned),
                day,
                day);
    }

    @ParameterizedTest
    @CsvSource({
        // completed, failed, countersigned, earned, clean days, days -> score
        "   0,  0,   0,    0,  0,  0,   0",
        "   0,  0,   0, 1000,  0,  1,   0",
        "   0,  5,   0,    0,  0,  3,   0",
        "   1,  0,   0,    0,  1,  1, 600",
        "   1,  0,   1,    0,  1,  1, 700",
        "   1,  0,   1,  100,  1,  1, 750",
        "   1,  1,   1,    0,  0,  1, 275",
        "  20,  0,  20,  400, 10, 10, 780",
        "  30, 10,  15,  300, 15, 30, 512.5",
        " 100,  0,   0,    0,  6, 30, 400",
        "1000,  0,1000, 9900, 30, 30, 799",
    })
    void trustFollowsFromWhatAnAgentDid(
            long completed, long failed, long countersigned, String earned, int clean, int days, BigDecimal score) {
        TrackRecord record = record(completed, failed, countersigned, earned);
        Scores scores = RewardPolicy.scores(record, new Consistency(0, 0, clean, days));
        assertThat(RewardPolicy.trustScore(record, scores)).isEqualByComparingTo(score);
    }

    @ParameterizedTest
    @CsvSource({
        "0, BRONZE, 0", "399.999, BRONZE, 0.9999", "400, SILVER, 0", "500, SILVER, 0.5", "599.999, SILVER, 0.9999",
        "600, GOLD, 0", "749.999, GOLD, 0.9999", "750, PLATINUM, 0", "899.999, PLATINUM, 0.9999", "900, DIAMOND, 1",
        "1000, DIAMOND, 1"
    })
    void aTierBeginsAtItsScore(BigDecimal score, RewardTier tier, BigDecimal progress) {
        assertThat(RewardTier.of(score)).isEqualTo(tier);
        assertThat(tier.progress(score)).isEqualByComparingTo(progress);
    }

    @ParameterizedTest
    @CsvSource({
        // base, tier, performance, streak, milestones -> tiered, performance, loyalty, milestone, total
        "10,         BRONZE,   1,   0,  0, 10,         0,          0,          0,          10",
        "10,         SILVER,   0.5, 15, 1, 12,         0.5,        0.5,        0.2,        13.2",
        "10,         PLATINUM, 1,   10, 4, 20,         3,          0.333333,   0.8,        24.133333",
        "10,         DIAMOND,  1,   90, 8, 30,         5,          1,          1.6,        37.6",
        "0.00000001, GOLD,     1,   30, 8, 0.00000001, 0,          0,          0,          0.00000001",
        "0.00000007, SILVER,   1,   0,  8, 0.00000008, 0,          0,          0.00000001, 0.00000009",
    })
    void aRewardIsTheSumOfItsPartsRoundedDown(
            BigDecimal base,
            RewardTier tier,
            BigDecimal performance,
            int streak,
            int milestones,
            BigDecimal tiered,
            BigDecimal performanceBonus,
            BigDecimal loyaltyBonus,
            BigDecimal milestoneBonus,
            BigDecimal total) {
        Reward reward = RewardPolicy.reward(base, tier, performance, RewardPolicy.loyalty(streak), milestones);
        assertThat(reward.tiered()).isEqualByComparingTo(tiered);
        assertThat(reward.performance()).isEqualByComparingTo(performanceBonus);
        assertThat(reward.loyalty()).isEqualByComparingTo(loyaltyBonus);
        assertThat(reward.referral()).isEqualByComparingTo("0");
        assertThat(reward.milestone()).isEqualByComparingTo(milestoneBonus);
        assertThat(reward.total()).isEqualByComparingTo(total);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "1, 0, 0, 1", "10, 99.99999999, 6, 2", "100, 100, 7, 5", "1000, 1000, 30, 8", "0, 0, 7, 1"
    })
    void milestonesAreReachedAtTheirTargets(long jobs, BigDecimal earned, int streak, int reached) {
        assertThat(Milestone.reachedBy(new Progress(jobs, earned, streak))).hasSize(reached);
    }

    @Property
    void aRewardIsNeverLessThanItsBaseAndIsTheSumOfItsParts(
            @ForAll @BigRange(min = "0.00000001", max = "1000000000") @Scale(8) BigDecimal base,
            @ForAll RewardTier tier,
            @ForAll @BigRange(min = "0", max = "1") @Scale(6) BigDecimal performance,
            @ForAll @IntRange(max = 1000) int streak,
            @ForAll @IntRange(max = 8) int milestones) {
        Reward reward = RewardPolicy.reward(base, tier, performance, RewardPolicy.loyalty(streak), milestones);
        assertThat(Arrays.asList(
                        reward.performance(), reward.loyalty(), reward.referral(), reward.milestone(), reward.bonus()))
                .allMatch(part -> part.signum() >= 0 && part.scale() == 8);
        assertThat(reward.total()).isGreaterThanOrEqualTo(base);
        assertThat(reward.total())
                .isEqualTo(reward.tiered()
                        .add(reward.performance())
                        .add(reward.loyalty())
                        .add(reward.referral())
                        .add(reward.milestone()));
    }

    @Property
    void aHigherTierNeverGetsLess(
            @ForAll @BigRange(min = "0.00000001", max = "1000000000") @Scale(8) BigDecimal base,
            @ForAll @BigRange(min = "0", max = "1") @Scale(6) BigDecimal performance,
            @ForAll @IntRange(max = 60) int streak,
            @ForAll @IntRange(max = 8) int milestones) {
        BigDecimal loyalty = RewardPolicy.loyalty(streak);
        assertThat(Arrays.stream(RewardTier.values())
                        .map(tier -> RewardPolicy.reward(base, tier, performance, loyalty, milestones)
                                .total()))
                .isSorted();
    }

    @Property
    void trustIsWithinItsBounds(
            @ForAll @IntRange(max = 100_000) int completed,
            @ForAll @IntRange(max = 100_000) int failed,
            @ForAll @BigRange(min = "0", max = "1000000000") @Scale(8) BigDecimal earned,
            @ForAll @IntRange(max = 30) int clean) {
        TrackRecord record = record(completed, failed, completed, earned.toPlainString());
        BigDecimal score =
                RewardPolicy.trustScore(record, RewardPolicy.scores(record, new Consistency(0, 0, clean, 30)));
        assertThat(score).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(800));
    }

    @Property
    void milestonesNeverComeToWhatTheirPayersBroughtTheNetwork(
            @ForAll @BigRange(min = "0", max = "1000") @Scale(8) BigDecimal fees,
            @ForAll @Size(8) List<@BigRange(min = "0.00000001", max = "100") @Scale(8) BigDecimal> amounts) {
        List<Milestone> milestones = List.of(Milestone.values());
        Map<Milestone, BigDecimal> rewards = new EnumMap<>(Milestone.class);
        for (int i = 0; i < milestones.size(); i++) {
            rewards.put(milestones.get(i), amounts.get(i));
        }
        RewardSettings settings = new RewardSettings(rewards);
        BigDecimal rewarded = settings.covered(milestones, RewardPolicy.milestoneBudget(fees)).stream()
                .map(settings::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(rewarded.multiply(BigDecimal.TWO)).isLessThanOrEqualTo(fees);
    }
}
