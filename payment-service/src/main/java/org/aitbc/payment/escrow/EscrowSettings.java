package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code aitbc.payments}.
 *
 * @param networkFee the network's part of what a miner is paid for a job, 0..1
 * @param orphanAfter after how long a hold without its job is given back
 * @param sweep how often holds are looked after
 */
@ConfigurationProperties("aitbc.payments")
public record EscrowSettings(BigDecimal networkFee, Duration orphanAfter, Duration sweep) {

    public EscrowSettings {
        if (networkFee.signum() < 0 || networkFee.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("aitbc.payments.network-fee must be from 0 to below 1");
        }
    }
}
