package org.aitbc.governance.proposal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.governance.count.*;
import org.aitbc.governance.proposal.Payload.Category;
import org.aitbc.governance.proposal.Proposal.ProposalCreateRequest;
import org.aitbc.governance.proposal.Proposals.Filter;
import org.aitbc.governance.proposal.Votes.*;
import org.aitbc.governance.trial.ManageTrials;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.node.*;

@RestController
record ProposalController(
        Proposals proposals,
        Votes votes,
        ManageProposals manageProposals,
        AdvanceProposals advanceProposals,
        ManageTrials manageTrials) {

    record RegionalProposal(boolean success, Proposal proposal, String message) {}

    record RegionalVote(boolean success, Vote vote, String message) {}

    @PostMapping("/v1/governance/proposals")
    @Operation(summary = "Propose a payment, a change of parameters or of a council, or ask for an opinion")
    Proposal create(
            Caller caller, @RequestParam String proposerId, @Valid @RequestBody ProposalCreateRequest proposal) {
        return manageProposals.create(caller, proposerId, proposal);
    }

    @GetMapping("/v1/governance/proposals")
    @Operation(summary = "Proposals, newest first")
    Slice<Proposal> list(@ParameterObject Filter filter, Page page) {
        return proposals.find(filter, page);
    }

    @GetMapping("/v1/governance/proposals/{proposalId}")
    @Operation(summary = "A proposal with its tally")
    Proposal proposal(@PathVariable UUID proposalId) {
        return proposals.require(proposalId);
    }

    @PostMapping("/v1/governance/proposals/{proposalId}/vote")
    @Operation(summary = "Vote with one's own stake and what others lent, by the stakes when the vote began")
    Vote vote(
            Caller caller,
            @PathVariable UUID proposalId,
            @RequestParam String voterId,
            @Valid @RequestBody VoteRequest vote) {
        return manageProposals.vote(caller, proposalId, voterId, "voter_id", vote);
    }

    @GetMapping("/v1/governance/proposals/{proposalId}/votes")
    @Operation(summary = "Ballots with their reasons, newest first; of one voter if it is named")
    List<Vote> votes(@PathVariable UUID proposalId, @RequestParam @Nullable String voterId, PageNumber page) {
        UUID id = proposals.require(proposalId).id();
        return voterId == null
                ? votes.list(id, page)
                : votes.find(id, voterId).stream().toList();
    }

    @GetMapping("/v1/governance/proposals/{proposalId}/result")
    @Operation(summary = "What the choices of a signal have so far")
    Choices.Result result(@PathVariable UUID proposalId) {
        return votes.result(proposals.require(proposalId));
    }

    @PostMapping("/v1/governance/proposals/{proposalId}/process")
    @Operation(summary = "Do now what time does within a second; execution_error says why an execution is refused")
    Proposal process(@PathVariable UUID proposalId) {
        return advanceProposals.process(proposalId);
    }

    @PostMapping("/v1/governance/proposals/{proposalId}/execute")
    @Operation(summary = "Execute a proposal whose timelock has passed (members of councils, admins)")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "425", description = "The timelock has not passed.", content = @Content)
    Proposal execute(Caller caller, @PathVariable UUID proposalId, @RequestParam String executorId) {
        manageProposals.requireExecutor(caller, executorId);
        return advanceProposals.execute(proposalId);
    }

    @PostMapping("/v1/governance/proposals/{proposalId}/cancel")
    @Operation(summary = "Cancel a proposal as a guardian, or as its proposer before the vote")
    Proposal cancel(Caller caller, @PathVariable UUID proposalId) {
        return manageProposals.cancel(caller, proposalId);
    }

    @PostMapping("/v1/governance/proposals/{proposalId}/revert")
    @Operation(summary = "Take a change of parameters back as a guardian while it is on trial")
    Proposal revert(Caller caller, @PathVariable UUID proposalId) {
        manageTrials.revert(caller, proposalId);
        return proposals.require(proposalId);
    }

    /** @param amountRequested paid to the proposer on execution */
    @PostMapping("/v1/governance-enhanced/regional-proposals")
    @Operation(summary = "Propose something to a council as its member; the members vote from now on")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "402", description = "The council's treasury holds too little.", content = @Content)
    RegionalProposal createRegional(
            Caller caller,
            @RequestParam UUID councilId,
            @RequestParam @Size(min = 1, max = 200) String title,
            @RequestParam @Size(min = 1, max = 20000) String description,
            @RequestParam Category proposalType,
            @RequestParam @PositiveOrZero @Digits(integer = 7, fraction = 8) BigDecimal amountRequested,
            @RequestParam String proposerAddress) {
        boolean funding = proposalType == Category.FUNDING;
        Invalid.when(proposalType == Category.PARAMETER, "VALIDATION_ERROR", "proposal_type: stakers decide about it");
        Invalid.when(
                funding != (amountRequested.signum() > 0),
                "VALIDATION_ERROR",
                "amount_requested: of a funding, above 0");
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        if (funding) {
            payload.put("amount", amountRequested).put("recipient", caller.subject());
        }
        ProposalCreateRequest asked = new ProposalCreateRequest(
                title, description, proposalType, payload, BigDecimal.ZERO, null, null, Method.BASIC, List.of());
        Proposal proposal = manageProposals.createRegional(caller, councilId, proposerAddress, asked);
        return new RegionalProposal(true, proposal, "Proposal created");
    }

    /** @param votingPower for older clients: a member has one vote */
    @PostMapping("/v1/governance-enhanced/regional-proposals/{proposalId}/vote")
    @Operation(summary = "Vote on a council's proposal: one member, one vote")
    RegionalVote voteRegional(
            Caller caller,
            @PathVariable UUID proposalId,
            @RequestParam String voterAddress,
            @RequestParam VoteType voteType,
            @RequestParam BigDecimal votingPower) {
        VoteRequest asked = new VoteRequest(voteType, null, null, null, null);
        Vote vote = manageProposals.vote(caller, proposalId, voterAddress, "voter_address", asked);
        return new RegionalVote(true, vote, "Vote cast");
    }
}
