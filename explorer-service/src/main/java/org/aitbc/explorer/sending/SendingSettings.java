package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.sending}.
 *
 * @param bumpAfter blocks that pass without a transaction before more is offered for it
 * @param maxFeeGwei what is offered for a unit of gas at most, in billionths of the chain's coin
 * @param inFlight how many transactions of an account may be on their way at once; nodes take no long queues
 * @param watch blocks for which a transaction is watched after it counts as confirmed
 * @param replaceable chains that may be reset, as development chains are; pending transactions are then given up
 */
@ConfigurationProperties("aitbc.sending")
record SendingSettings(
        @DefaultValue("5") int bumpAfter,
        @DefaultValue("500") BigInteger maxFeeGwei,
        @DefaultValue("16") int inFlight,
        @DefaultValue("64") int watch,
        @DefaultValue Set<Long> replaceable) {

    private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

    SendingSettings {
        replaceable = Set.copyOf(replaceable);
    }

    BigInteger maxFee() {
        return maxFeeGwei.multiply(GWEI);
    }
}
