package org.aitbc.payment.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StakePolicyTests {

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, 100, DIAMOND",
        "95, 95, 95, DIAMOND",
        "94.9, 95, 94.94, PLATINUM",
        "90, 90, 90, PLATINUM",
        "89.9, 90, 89.94, GOLD",
        "80, 80, 80, GOLD",
        "79.9, 80, 79.94, SILVER",
        "70, 70, 70, SILVER",
        "69.9, 70, 69.94, BRONZE",
        "100, 0, 60, BRONZE",
        "0, 100, 40, BRONZE",
        "0, 0, 0, BRONZE"
    })
    void scoreAndTier(String accuracy, String success, String score, Tier tier) {
        assertThat(StakePolicy.score(number(accuracy), number(success))).isEqualByComparingTo(score);
        assertThat(StakePolicy.tier(number(score))).isEqualTo(tier);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "29, 1.0", "30, 1.1", "89, 1.1", "90, 1.25", "179, 1.25", "180, 1.5", "364, 1.5", "365, 2.0"})
    void lockBonus(int days, String bonus) {
        assertThat(StakePolicy.lockBonus(days)).isEqualByComparingTo(bonus);
    }

    @ParameterizedTest
    @CsvSource({
        "BRONZE, 1, 5",
        "BRONZE, 30, 5.5",
        "SILVER, 30, 6.6",
        "GOLD, 90, 9.375",
        "PLATINUM, 180, 15",
        "BRONZE, 365, 10",
        "PLATINUM, 365, 20",
        "DIAMOND, 1, 15",
        "DIAMOND, 180, 20",
        "DIAMOND, 365, 20"
    })
    void apyIsAtMostTwenty(Tier tier, int days, String apy) {
        assertThat(StakePolicy.apy(number("5"), number("20"), tier, days)).isEqualByComparingTo(apy);
    }

    @ParameterizedTest
    @CsvSource({"1000, 5.5, 365, 55", "1000, 5, 73, 10", "100, 5, 1, 0.01369863", "1000, 5, 0, 0", "1000, 5, -1, 0"})
    void accrualIsLinearAndRoundedDown(String amount, String apy, int days, String accrued) {
        assertThat(StakePolicy.accrual(number(amount), number(apy), Duration.ofDays(days)))
                .isEqualByComparingTo(accrued);
    }

    @ParameterizedTest
    @CsvSource({"100, 1, 3, 33.33333333", "100, 2, 3, 66.66666666", "0.00000001, 1, 2, 0", "0, 1, 1, 0"})
    void sharesAreRoundedDown(String whole, String part, String all, String share) {
        assertThat(StakePolicy.proRata(number(whole), number(part), number(all)))
                .isEqualByComparingTo(share);
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "0.00000199, 0.00000001", "0.00000099, 0"})
    void thePlatformTakesOnePercent(String distributed, String fee) {
        assertThat(StakePolicy.platformFee(number(distributed))).isEqualByComparingTo(fee);
    }

    @Test
    void leavingBeforeThirtyDaysCostsTenPercent() {
        Duration thirtyDays = Duration.ofDays(30);
        assertThat(StakePolicy.penalty(number("250"), Duration.ZERO)).isEqualByComparingTo("25");
        assertThat(StakePolicy.penalty(number("250"), thirtyDays.minusSeconds(1)))
                .isEqualByComparingTo("25");
        assertThat(StakePolicy.penalty(number("250"), thirtyDays)).isEqualByComparingTo("0");
    }

    @ParameterizedTest
    @CsvSource({"100, 0.25, 25", "100, 1, 100", "0.00000001, 0.00000001, 0.00000001", "0.00000003, 0.5, 0.00000002"})
    void aPunishmentIsRoundedUp(String principal, String fraction, String taken) {
        assertThat(StakePolicy.slashed(number(principal), number(fraction))).isEqualByComparingTo(taken);
    }
}
