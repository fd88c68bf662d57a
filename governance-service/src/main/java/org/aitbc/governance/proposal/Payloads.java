package org.aitbc.governance.proposal;

import java.util.List;
import org.aitbc.governance.council.Membership;
import org.aitbc.governance.parameter.ParameterVersions;
import org.aitbc.governance.parameter.ParameterVersions.Written;
import org.aitbc.governance.power.People;
import org.aitbc.governance.proposal.Payload.*;
import org.aitbc.governance.trial.ManageTrials;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether what a proposal would do can be done, and doing it. */
@Component
record Payloads(
        JsonMapper json, ParameterVersions versions, ManageTrials trials, People people, Membership membership) {

    Payload require(Category category, ObjectNode asked) {
        Payload payload = category.read(json, asked);
        switch (payload) {
            case Changes changes -> {
                versions.require(changes.decided());
                if (changes.days() > 0) {
                    trials.requireRevertible(changes.decided());
                }
            }
            case Funding funding -> people.requireKnown(List.of(funding.recipient()));
            case Members members -> {
                membership.jurisdiction(members.councilId());
                people.requireKnown(members.add());
            }
            case Nothing _ -> {}
        }
        return payload;
    }

    Funding funding(Proposal proposal) {
        return (Funding) proposal.category.read(json, proposal.executionPayload);
    }

    /** What is no payment, in the transaction that executes the proposal. */
    void execute(Proposal proposal) {
        switch (proposal.category.read(json, proposal.executionPayload)) {
            case Changes changes -> {
                List<Written> written = versions.write(proposal.id(), changes.decided());
                if (changes.days() > 0) {
                    trials.open(proposal.id(), written, changes.guardrails(), changes.days());
                }
            }
            case Members members -> membership.change(members.councilId(), members.add(), members.remove());
            case Funding _, Nothing _ -> {}
        }
    }
}
