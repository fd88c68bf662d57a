package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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
    StakeView create(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody StakeCreateRequest wanted) {
        return deposits.create(caller, key, wanted);
    }

    @PostMapping("/v1/stake/{stakeId}/add")
    @Operation(summary = "Add to a stake")
    StakeView add(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable String stakeId,
            @Valid @RequestBody StakeUpdateRequest more) {
        return deposits.add(caller, key, StakeId.parse(stakeId), more.additionalAmount());
    }

    @PostMapping("/v1/stake/{stakeId}/unbond")
    @Operation(summary = "Start unbonding a stake whose lock period has ended")
    StakeExits.Unbonding unbond(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable String stakeId) {
        return exits.unbond(caller, key, StakeId.parse(stakeId));
    }

    @PostMapping("/v1/stake/{stakeId}/complete")
    @Operation(summary = "Pay out an unbonded stake; within 30 days less 10 % of the principal")
    StakeExits.Completion complete(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable String stakeId) {
        return exits.complete(caller, key, StakeId.parse(stakeId));
    }

    @PostMapping("/v1/stake/{stakeId}/slash")
    @Operation(summary = "Slash a stake (admin)")
    StakeView slash(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable String stakeId,
            @Valid @RequestBody StakeSlashRequest asked) {
        return slashing.slash(caller, key, StakeId.parse(stakeId), asked);
    }
}
