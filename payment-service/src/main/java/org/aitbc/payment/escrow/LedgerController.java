package org.aitbc.payment.escrow;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import org.aitbc.domain.payment.PaymentLedger;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Internal, for explorer-service: not routed by the gateway. */
@RestController
@Hidden
class LedgerController implements PaymentLedger {

    private final PaymentMoves moves;

    LedgerController(PaymentMoves moves) {
        this.moves = moves;
    }

    @Override
    public Moves of(@PathVariable UUID paymentId) {
        return new Moves(moves.of(paymentId));
    }
}
