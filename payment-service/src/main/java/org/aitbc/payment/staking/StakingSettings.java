package org.aitbc.payment.staking;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param feeShare how much of the network fee of an agent's jobs is for those who stake on it, 0..1 */
@ConfigurationProperties("aitbc.staking")
record StakingSettings(@DefaultValue("0.2") BigDecimal feeShare) {

    StakingSettings {
        if (feeShare.signum() < 0 || feeShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("aitbc.staking.fee-share is a share: 0 to 1");
        }
    }
}
