package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.idempotent.Idempotent;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "staking")
class StakeController {

    private final StakeDeposits deposits;
    private final StakeExits exits;
    private final Slashing slashing;

    StakeController(StakeDeposits deposits, StakeExits exits, Slashing slashing) {
        this.deposits = deposits;
        this.exits = exits;
        this.slashing = slashing;
    }

    @PostMapping("/v1/stake")
    @Operation(summary = "Stake on an agent")
    @Idempotent("stake.create")
    StakeView create(Caller caller, @Valid @RequestBody StakeCreateRequest wanted) {
        return deposits.create(caller, wanted);
    }

    @PostMapping("/v1/stake/{stakeId}/add")
    @Operation(summary = "Stake more")
    @Idempotent("stake.add")
    StakeView add(Caller caller, @PathVariable String stakeId, @Valid @RequestBody StakeUpdateRequest more) {
        return deposits.add(caller, StakeId.parse(stakeId), more.additionalAmount());
    }

    @PostMapping("/v1/stake/{stakeId}/unbond")
    @Operation(summary = "Begin to leave a stake whose lock has ended")
    @Idempotent("stake.unbond")
    StakeExits.Unbonding unbond(Caller caller, @PathVariable String stakeId) {
        return exits.unbond(caller, StakeId.parse(stakeId));
    }

    @PostMapping("/v1/stake/{stakeId}/complete")
    @Operation(summary = "Be paid out; within 30 days of unbonding for 10 % of the principal")
    @Idempotent("stake.complete")
    StakeExits.Completion complete(Caller caller, @PathVariable String stakeId) {
        return exits.complete(caller, StakeId.parse(stakeId));
    }

    @PostMapping("/v1/stake/{stakeId}/slash")
    @Operation(summary = "Take a part of a stake as a punishment")
    @Idempotent("stake.slash")
    StakeView slash(Caller caller, @PathVariable String stakeId, @Valid @RequestBody StakeSlashRequest asked) {
        return slashing.slash(caller, StakeId.parse(stakeId), asked);
    }
}
