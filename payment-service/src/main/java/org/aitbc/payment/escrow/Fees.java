package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.escrow.Settlement.Part;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.staking.StakerShares;
import org.aitbc.payment.staking.StakerShares.Staked;
import org.aitbc.starter.parameter.Parameters;
import org.springframework.stereotype.Component;

/**
 * What the network takes of what miners are paid: the part that governance decided, or else {@code aitbc.payments.network-fee}, rounded down. Of it,
 * those who staked on the miner's owner have a share.
 */
@Component
public class Fees {

    private final Supplier<BigDecimal> networkFee;
    private final Supplier<List<Parameters.Step>> history;
    private final StakerShares stakerShares;

    Fees(EscrowSettings settings, Parameters parameters, StakerShares stakerShares) {
        this.networkFee = parameters.use(Parameter.NETWORK_FEE, settings.networkFee());
        this.history = () -> parameters.history(Parameter.NETWORK_FEE, settings.networkFee());
        this.stakerShares = stakerShares;
    }

    /** Which fee counted when. */
    List<Parameters.Step> history() {
        return history.get();
    }

    /** The network's part of an amount. */
    public BigDecimal on(BigDecimal amount) {
        return Amounts.floor(amount.multiply(networkFee.get()));
    }

    /** The settlements with their fees. */
    List<Settlement> of(List<Settlement> settlements) {
        List<String> payees = settlements.stream()
                .filter(Fees::isShared)
                .flatMap(one -> one.parts().stream())
                .map(Part::payee)
                .toList();
        Staked staked = stakerShares.among(payees);
        return settlements.stream().map(one -> of(one, staked)).toList();
    }

    private Settlement of(Settlement settlement, Staked staked) {
        return settlement.with(settlement.parts().stream()
                .map(part -> {
                    BigDecimal fee = on(part.due());
                    BigDecimal stakersPart = isShared(settlement) ? staked.of(part.payee(), fee) : Amounts.ZERO;
                    return new Part(part.due(), fee, stakersPart, part.payee(), part.minerId());
                })
                .toList());
    }

    private static boolean isShared(Settlement settlement) {
        return settlement.payment().currency() == Currency.AITBC;
    }
}
