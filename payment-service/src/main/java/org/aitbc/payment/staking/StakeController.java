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
    @Operation(summary = "Add to a stake")
    @Idempotent("stake.add")
    StakeView add(Caller caller, @PathVariable String stakeId, @Valid @RequestBody StakeUpdateRequest more) {
        return deposits.add(caller, StakeId.parse(stakeId), more.additionalAmount());
    }

    @PostMapping("/v1/stake/{stakeId}/unbond")
    @Operation(summary = "Start unbonding a stake whose lock period has ended")
    @Idempotent("stake.unbond")
    StakeExits.Unbonding unbond(Caller caller, @PathVariable String stakeId) {
        return exits.unbond(caller, StakeId.parse(stakeId));
    }

    @PostMapping("/v1/stake/{stakeId}/complete")
    @Operation(summary = "Pay out an unbonded stake; within 30 days less 10 % of the principal")
    @Idempotent("stake.complete")
    StakeExits.Completion complete(Caller caller, @PathVariable String stakeId) {
        return exits.complete(caller, StakeId.parse(stakeId));
    }

    @PostMapping("/v1/stake/{stakeId}/slash")
    @Operation(summary = "Slash a stake (admin)")
    @Idempotent("stake.slash")
    StakeView slash(Caller caller, @PathVariable String stakeId, @Valid @RequestBody StakeSlashRequest asked) {
        return slashing.slash(caller, StakeId.parse(stakeId), asked);
    }
}
