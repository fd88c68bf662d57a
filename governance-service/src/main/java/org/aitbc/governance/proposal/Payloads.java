package org.aitbc.governance.proposal;

import java.util.List;
import java.util.Objects;
import org.aitbc.governance.council.Membership;
import org.aitbc.governance.parameter.ParameterVersions;
import org.aitbc.governance.parameter.ParameterVersions.Written;
import org.aitbc.governance.power.People;
import org.aitbc.governance.proposal.Payload.Category;
import org.aitbc.governance.proposal.Proposal.ProposalCreateRequest;
import org.aitbc.governance.trial.ManageTrials;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether what a proposal would do can be done, and doing it. */
@Component
record Payloads(
        JsonMapper json, ParameterVersions versions, ManageTrials trials, People people, Membership membership) {

    Payload read(Category category, ObjectNode payload) {
        return Payload.read(json, category, payload);
    }

    Payload require(ProposalCreateRequest asked) {
        Payload payload = read(asked.category(), asked.executionPayload());
        if (payload.changes() != null) {
            versions.require(payload.decided());
            if (payload.days() > 0) {
                trials.requireRevertible(payload.decided());
            }
        }
        if (payload.recipient() != null) {
            people.requireKnown(List.of(payload.recipient()));
        }
        if (payload.councilId() != null) {
            membership.requireExists(payload.councilId());
            people.requireKnown(payload.added());
        }
        return payload;
    }

    /** What is no payment, in the transaction that executes the proposal. */
    void execute(Proposal proposal) {
        Payload payload = read(proposal.category, proposal.executionPayload);
        if (proposal.category == Category.PARAMETER) {
            List<Written> written = versions.write(proposal.id(), payload.decided());
            if (payload.days() > 0) {
                trials.open(proposal.id(), written, payload.guardrails(), payload.days());
            }
        } else if (proposal.category == Category.COUNCIL) {
            membership.change(Objects.requireNonNull(payload.councilId()), payload.added(), payload.removed());
        }
    }
}
