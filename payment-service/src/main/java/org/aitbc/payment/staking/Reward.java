package org.aitbc.payment.staking;

import java.math.BigDecimal;

/** What a stake is given, and from where. */
record Reward(Stake stake, Source source, BigDecimal amount) {

    enum Source {
        DISTRIBUTION,
        POOL
    }
}
