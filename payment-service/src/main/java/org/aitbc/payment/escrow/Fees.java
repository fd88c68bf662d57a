package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.staking.StakerShares;
import org.aitbc.payment.staking.StakerShares.Staked;
import org.springframework.stereotype.Component;

/**
 * What the network takes of what miners are paid: a fixed part ({@code aitbc.payments.network-fee}), rounded down. Of it,
 * those who staked on the miner's owner have a share.
 */
@Component
public class Fees {

    private final BigDecimal networkFee;
    private final StakerShares stakerShares;

    Fees(EscrowSettings settings, StakerShares stakerShares) {
        this.networkFee = settings.networkFee();
        this.stakerShares = stakerShares;
    }

    /** The network's part of an amount. */
    public BigDecimal on(BigDecimal amount) {
        return Amounts.floor(amount.multiply(networkFee));
    }

    /** The settlements with their fees. */
    List<Settlement> of(List<Settlement> settlements) {
        List<String> payees = settlements.stream()
                .filter(Fees::isShared)
                .map(Settlement::payee)
                .filter(Objects::nonNull)
                .toList();
        Staked staked = stakerShares.among(payees);
        return settlements.stream().map(one -> of(one, staked)).toList();
    }

    private Settlement of(Settlement settlement, Staked staked) {
        BigDecimal fee = on(settlement.due());
        String payee = settlement.payee();
        return settlement.withFee(fee, payee != null && isShared(settlement) ? staked.of(payee, fee) : Amounts.ZERO);
    }

    private static boolean isShared(Settlement settlement) {
        return settlement.payment().currency() == Currency.AITBC;
    }
}
