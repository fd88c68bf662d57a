package org.aitbc.payment.staking;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.starter.paging.PageNumber;
import org.jspecify.annotations.Nullable;

/**
 * The agents one can stake on, those with most staked first.
 *
 * @param agents those of this page
 * @param totalCount how many there are in all
 * @param page number of the page, from 1
 */
record SupportedAgents(List<SupportedAgent> agents, int totalCount, int page, int limit) {

    /**
     * @param successRate completed of ended jobs, in percent
     * @param currentApy of a stake with the default lock
     */
    record SupportedAgent(
            String agentWallet,
            BigDecimal totalStaked,
            int stakerCount,
            Tier currentTier,
            BigDecimal averageAccuracy,
            BigDecimal successRate,
            BigDecimal currentApy) {

        static SupportedAgent of(Standing agent, AgentTotals totals) {
            return new SupportedAgent(
                    agent.agent(),
                    Amounts.shown(totals.staked()),
                    totals.stakers(),
                    agent.tier(),
                    Amounts.shown(Amounts.floor(agent.accuracy())),
                    Amounts.shown(Amounts.floor(agent.successRate())),
                    Amounts.shown(agent.apy(StakePolicy.DEFAULT_LOCK_DAYS)));
        }
    }

    static SupportedAgents of(
            List<Standing> all, Function<String, AgentTotals> totals, @Nullable Tier tier, PageNumber page) {
        List<SupportedAgent> wanted = all.stream()
                .filter(agent -> tier == null || agent.tier() == tier)
                .map(agent -> SupportedAgent.of(agent, totals.apply(agent.agent())))
                .sorted(comparing(SupportedAgent::totalStaked).reversed().thenComparing(SupportedAgent::agentWallet))
                .toList();
        return new SupportedAgents(page.of(wanted), wanted.size(), page.page(), page.limit());
    }
}
