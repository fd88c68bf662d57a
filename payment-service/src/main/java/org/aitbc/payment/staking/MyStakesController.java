package org.aitbc.payment.staking;

import static java.util.stream.Collectors.toCollection;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.TreeSet;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.idempotent.Idempotent;
import org.aitbc.starter.paging.PageNumber;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "staking")
class MyStakesController {

    private final StakeReads reads;
    private final RewardClaims claims;

    MyStakesController(StakeReads reads, RewardClaims claims) {
        this.reads = reads;
        this.claims = claims;
    }

    @GetMapping("/v1/stake/{stakeId}")
    @Operation(summary = "A stake of the caller")
    StakeView one(Caller caller, @PathVariable String stakeId) {
        return reads.one(caller, StakeId.parse(stakeId));
    }

    @GetMapping("/v1/stake/{stakeId}/rewards")
    @Operation(summary = "Rewards of a stake")
    StakeReads.Earned rewards(Caller caller, @PathVariable String stakeId) {
        return reads.rewards(caller, StakeId.parse(stakeId));
    }

    @GetMapping({"/v1/stakes", "/v1/staking/my-positions"})
    @Operation(summary = "Stakes of the caller, newest first")
    List<StakeView> list(Caller caller, @Valid StakeFilter filter, PageNumber page) {
        return reads.list(caller, filter, page);
    }

    @GetMapping("/v1/staking/my-rewards")
    @Operation(summary = "Rewards of the caller's stakes in a period")
    StakeReads.MyRewards mine(
            Caller caller, @RequestParam(defaultValue = "monthly") @Pattern(regexp = Period.PATTERN) String period) {
        return reads.mine(caller, Period.of(period));
    }

    @PostMapping("/v1/staking/claim-rewards")
    @Operation(summary = "Claim staking rewards")
    @Idempotent("stake.claim")
    RewardClaims.Claimed claim(Caller caller, @RequestBody @Size(max = 100) List<@NotNull String> stakeIds) {
        return claims.claim(caller, stakeIds.stream().map(StakeId::parse).collect(toCollection(TreeSet::new)));
    }
}
