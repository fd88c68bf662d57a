package org.aitbc.payment.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskPolicyTests {

    private static List<BigDecimal> numbers(String... texts) {
        return List.of(texts).stream().map(BigDecimal::new).toList();
    }

    @ParameterizedTest
    @CsvSource({"0, low", "0.199999, low", "0.2, medium", "0.499999, medium", "0.5, high", "1, high"})
    void levels(String score, String level) {
        assertThat(RiskPolicy.level(new BigDecimal(score))).isEqualTo(level);
    }

    @Test
    void badResultsAreARisk() {
        assertThat(RiskPolicy.performance(new BigDecimal("100"))).isEqualByComparingTo("0");
        assertThat(RiskPolicy.performance(new BigDecimal("37.5"))).isEqualByComparingTo("0.625");
    }

    @Test
    void daysThatDifferAreARisk() {
        assertThat(RiskPolicy.volatility(List.of())).isEqualByComparingTo("0");
        assertThat(RiskPolicy.volatility(List.of(0.7, 0.7))).isEqualByComparingTo("0");
        assertThat(RiskPolicy.volatility(List.of(0.0, 1.0))).isEqualByComparingTo("1");
        assertThat(RiskPolicy.volatility(List.of(0.5, 1.0))).isEqualByComparingTo("0.5");
    }

    @Test
    void fewStakersAreARisk() {
        assertThat(RiskPolicy.concentration(List.of())).isEqualByComparingTo("0");
        assertThat(RiskPolicy.concentration(numbers("100"))).isEqualByComparingTo("1");
        assertThat(RiskPolicy.concentration(numbers("100", "100"))).isEqualByComparingTo("0.5");
        assertThat(RiskPolicy.concentration(numbers("300", "100"))).isEqualByComparingTo("0.625");
    }

    @Test
    void fewJobsAreARisk() {
        assertThat(RiskPolicy.newness(0)).isEqualByComparingTo("1");
        assertThat(RiskPolicy.newness(25)).isEqualByComparingTo("0.75");
        assertThat(RiskPolicy.newness(1_000)).isEqualByComparingTo("0");
    }

    @Test
    void theScoreIsTheMean() {
        assertThat(RiskPolicy.mean(numbers("1", "0", "0.5", "0.1"))).isEqualByComparingTo("0.4");
    }
}
