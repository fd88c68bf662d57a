package org.aitbc.governance.profile;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.governance.power.*;
import org.aitbc.governance.power.Delegations.Delegation;
import org.aitbc.governance.profile.Profiles.*;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
record ProfileController(Profiles profiles, Delegations delegations, People people) {

    record ProfileInitRequest(
            @NotBlank @Size(max = 512) String userId,
            @Nullable BigDecimal initialVotingPower) {}

    /** @param delegateeId the principal or profile that votes with it from now on; oneself to take it back */
    record DelegationRequest(@NotBlank @Size(max = 512) String delegateeId) {}

    record ProfileCreated(boolean success, @JsonUnwrapped GovernanceProfile profile, String message) {}

    record Delegated(
            boolean success,
            String delegatorId,
            String delegateeId,
            BigDecimal delegatedPower,
            @Nullable String delegateTo,
            String message) {}

    @PostMapping("/v1/governance/profiles")
    @Operation(summary = "Make one's profile, or find it; voting power is what is staked")
    GovernanceProfile open(Caller caller, @Valid @RequestBody ProfileInitRequest asked) {
        return profiles.open(caller, asked.userId);
    }

    @PostMapping("/v1/governance/profiles/{profileId}/delegate")
    @Operation(summary = "Lend all voting power to somebody, from the next vote on; to oneself takes it back")
    GovernanceProfile delegate(
            Caller caller, @PathVariable UUID profileId, @Valid @RequestBody DelegationRequest asked) {
        return profiles.delegate(profiles.owner(caller, profileId), asked.delegateeId);
    }

    @GetMapping("/v1/governance/profiles/{profileId}/delegations")
    @Operation(summary = "What a profile lends to whom")
    List<Delegation> delegations(@PathVariable UUID profileId) {
        return delegations.of(profiles.userOf(Ids.text(profileId)));
    }

    @PutMapping("/v1/governance/profiles/{profileId}/delegations")
    @Operation(summary = "Lend shares of one's voting power; what was lent before is taken back")
    List<Delegation> delegate(
            Caller caller, @PathVariable UUID profileId, @RequestBody @Size(max = 50) List<@Valid Delegation> wanted) {
        return profiles.replace(profiles.owner(caller, profileId), wanted);
    }

    @PostMapping("/v1/governance-enhanced/profiles/create")
    @Operation(summary = "Make one's profile, or find it")
    ProfileCreated create(
            Caller caller,
            @RequestParam String userId,
            @RequestParam(defaultValue = "0") BigDecimal initialVotingPower) {
        return new ProfileCreated(true, profiles.open(caller, userId), "Profile ready");
    }

    @PostMapping("/v1/governance-enhanced/profiles/delegate")
    @Operation(summary = "Lend all voting power to somebody; to oneself takes it back")
    Delegated delegateVotes(Caller caller, @RequestParam String delegatorId, @RequestParam String delegateeId) {
        String user = people.self(caller, delegatorId, "delegator_id");
        GovernanceProfile before = profiles.find(user);
        GovernanceProfile after = profiles.delegate(user, delegateeId);
        BigDecimal all = before.votingPower().max(after.votingPower());
        return new Delegated(
                true, user, delegateeId, all.subtract(after.votingPower()), after.delegateTo(), "Votes delegated");
    }

    @GetMapping("/v1/governance-enhanced/profiles/{userId}")
    @Operation(summary = "Somebody's profile, by principal or profile id")
    GovernanceProfile profile(@PathVariable String userId) {
        return profiles.find(userId);
    }
}
