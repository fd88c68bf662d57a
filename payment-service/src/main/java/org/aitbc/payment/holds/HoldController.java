package org.aitbc.payment.holds;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import org.aitbc.domain.payment.MoneyHolds;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Internal, for services that trade: not routed by the gateway. */
@RestController
@Hidden
class HoldController implements MoneyHolds {

    private final Holds holds;

    HoldController(Holds holds) {
        this.holds = holds;
    }

    @Override
    public Held hold(@Valid @RequestBody Order order) {
        return holds.hold(order);
    }

    @Override
    public Settled settle(@Valid @RequestBody Decision decision) {
        return holds.settle(decision);
    }
}
