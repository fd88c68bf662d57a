package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How risky it is to stake on an agent; {@link RiskPolicy} has the formulas.
 *
 * @param riskScore mean of the factors, 0 to 1
 * @param riskLevel low below 0.2, medium below 0.5, else high
 * @param riskFactors each 0 (none) to 1
 * @param recommendations what to mind, for people
 */
record RiskAssessment(
        String agentWallet,
        BigDecimal riskScore,
        String riskLevel,
        RiskFactors riskFactors,
        List<String> recommendations) {

    private static final BigDecimal WORTH_A_WORD = new BigDecimal("0.5");

    /**
     * @param performanceRisk 1 less the agent's tier score in percent
     * @param volatilityRisk twice the standard deviation of the daily shares of completed jobs
     * @param concentrationRisk sum of the squared shares of the stakers
     * @param newAgentRisk 1 less a hundredth of the ended jobs, at least 0
     */
    record RiskFactors(
            BigDecimal performanceRisk,
            BigDecimal volatilityRisk,
            BigDecimal concentrationRisk,
            BigDecimal newAgentRisk) {}

    static RiskAssessment of(Standing agent, List<Double> dailySuccess, List<BigDecimal> stakes) {
        RiskFactors factors = new RiskFactors(
                RiskPolicy.performance(agent.score()),
                RiskPolicy.volatility(dailySuccess),
                RiskPolicy.concentration(stakes),
                RiskPolicy.newness(agent.track().ended()));
        BigDecimal score = RiskPolicy.mean(List.of(
                factors.performanceRisk(),
                factors.volatilityRisk(),
                factors.concentrationRisk(),
                factors.newAgentRisk()));
        return new RiskAssessment(agent.agent(), score, RiskPolicy.level(score), factors, recommend(factors));
    }

    private static List<String> recommend(RiskFactors factors) {
        List<String> words = new ArrayList<>();
        add(words, factors.performanceRisk(), "Accuracy and success rate are low: wait for better results");
        add(words, factors.volatilityRisk(), "Results vary from day to day: prefer a short lock period");
        add(words, factors.concentrationRisk(), "Few stakers hold most of the pool: stake a small part only");
        add(words, factors.newAgentRisk(), "Few jobs have ended in its hands so far: start with a small stake");
        return words;
    }

    private static void add(List<String> words, BigDecimal factor, String word) {
        if (factor.compareTo(WORTH_A_WORD) >= 0) {
            words.add(word);
        }
    }
}
