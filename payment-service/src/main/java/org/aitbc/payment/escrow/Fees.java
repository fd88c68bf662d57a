package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.payment.ledger.Amounts;
import org.springframework.stereotype.Component;

/** What the network takes of what miners are paid: a fixed part ({@code aitbc.payments.network-fee}), rounded down. */
@Component
class Fees {

    private final BigDecimal networkFee;

    Fees(EscrowSettings settings) {
        this.networkFee = settings.networkFee();
    }

    /** The settlements with their fees. */
    List<Settlement> of(List<Settlement> settlements) {
        return settlements.stream().map(this::of).toList();
    }

    private Settlement of(Settlement settlement) {
        return settlement.withFee(Amounts.floor(settlement.due().multiply(networkFee)), Amounts.ZERO);
    }
}
