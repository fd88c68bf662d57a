package org.aitbc.market.bounty;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.market.bounty}. Fees are shares of the reward, on top of it.
 *
 * @param creationFee kept whatever becomes of the bounty
 * @param successFee kept when somebody wins
 * @param platformFee kept when somebody wins
 * @param judging after the deadline, how long the creator may judge what came in
 * @param disputing how long a judgement may be disputed; the reward is paid after it
 */
@ConfigurationProperties("aitbc.market.bounty")
record BountySettings(
        @DefaultValue("0.005") BigDecimal creationFee,
        @DefaultValue("0.02") BigDecimal successFee,
        @DefaultValue("0.01") BigDecimal platformFee,
        @DefaultValue("1d") Duration judging,
        @DefaultValue("1d") Duration disputing) {

    private static final int DECIMALS = 8;

    static BigDecimal of(BigDecimal reward, BigDecimal fee) {
        return reward.multiply(fee).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
