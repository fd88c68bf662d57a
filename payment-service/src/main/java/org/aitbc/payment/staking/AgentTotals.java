package org.aitbc.payment.staking;

import java.math.BigDecimal;

/**
 * What is staked on an agent now, and what its stakes were given.
 *
 * @param stakers who have an active stake
 * @param rewards from distributions and from the pool
 */
record AgentTotals(String agent, BigDecimal staked, int stakers, BigDecimal rewards) {

    static AgentTotals none(String agent) {
        return new AgentTotals(agent, BigDecimal.ZERO, 0, BigDecimal.ZERO);
    }
}
