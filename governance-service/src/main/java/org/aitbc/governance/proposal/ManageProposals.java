package org.aitbc.governance.proposal;

import java.math.*;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.StakePowers.Power;
import org.aitbc.governance.backtest.Backtests;
import org.aitbc.governance.council.Membership;
import org.aitbc.governance.parameter.GovernanceRules;
import org.aitbc.governance.power.*;
import org.aitbc.governance.proposal.Payload.Funding;
import org.aitbc.governance.proposal.Proposal.*;
import org.aitbc.governance.proposal.Votes.*;
import org.aitbc.governance.treasury.Treasuries;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.outbox.OutboxWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do with proposals: create them, vote, cancel. What time does is {@link AdvanceProposals}. */
@Service
record ManageProposals(
        Proposals proposals,
        Votes votes,
        Payloads payloads,
        Powers powers,
        People people,
        Membership membership,
        Treasuries treasuries,
        Backtests backtests,
        GovernanceRules rules,
        DatabaseClock clock,
        OutboxWriter outbox,
        JdbcClient jdbc,
        TransactionTemplate transactions) {

    private static final int MOST_OPEN = 3;

    Proposal create(Caller caller, String named, ProposalCreateRequest asked) {
        String proposer = people.self(caller, named, "proposer_id");
        payloads.require(asked.category(), asked.executionPayload());
        boolean few = powers.now(proposer).sum().compareTo(rules.proposalThreshold.get()) < 0;
        Forbidden.when(
                few, "BELOW_THRESHOLD", "a proposer has at least " + rules.proposalThreshold.get() + " of power");
        return save(new Proposal(proposer, null, asked, rules, clock.now()), List.of());
    }

    /** Of a council: its members vote, from now on, each with one vote. */
    Proposal createRegional(Caller caller, UUID council, String named, ProposalCreateRequest asked) {
        String proposer = people.self(caller, named, "proposer_address");
        membership.requireAllowed(council, proposer);
        if (payloads.require(asked.category(), asked.executionPayload()) instanceof Funding funding) {
            treasuries.require(council, funding.amount());
        }
        List<Power> members = membership.of(council).stream()
                .map(one -> new Power(one, BigDecimal.ONE))
                .toList();
        return save(new Proposal(proposer, council, asked, rules, clock.now()), members);
    }

    private Proposal save(Proposal proposal, List<Power> members) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('proposer ' || ?, 0))")
                    .param(proposal.proposerId)
                    .query()
                    .listOfRows();
            boolean many = proposals.countOpen(proposal.proposerId) >= MOST_OPEN;
            Conflict.when(many, "TOO_MANY_OPEN", "you have three open proposals already");
            Proposal saved = proposals.save(proposal);
            outbox.tell("governance.proposal_created", saved.id());
            backtests.queue(saved.id(), Backtests.DAYS);
            if (!members.isEmpty()) {
                saved.snapshotTimestamp = saved.createdAt;
                BigDecimal majority = BigDecimal.valueOf(members.size() / 2 + 1);
                saved.activate(powers.freeze(saved.id(), members, Instant.EPOCH), majority, Duration.ZERO);
                outbox.tell("governance.activated", saved.id());
            }
        });
        return proposals.require(proposal.id());
    }

    Vote vote(Caller caller, UUID id, String named, String member, VoteRequest asked) {
        String voter = people.self(caller, named, member);
        UUID council = proposals.require(id).councilId;
        if (council != null) {
            membership.requireAllowed(council, voter);
        }
        proposals.change(id, proposal -> {
            Instant now = clock.now();
            Conflict.when(!proposal.isVotedOn(now), "NOT_ACTIVE", "the proposal is not voted on now");
            if (proposal.count(votes.cast(proposal, voter, asked), rules, now)) {
                outbox.tell("governance.extended", id);
            }
            proposal.endEarly(now);
            outbox.tell("governance.vote_cast", id);
        });
        return votes.find(id, voter).orElseThrow();
    }

    /** A guardian at any time; the proposer while nobody votes, or at any time where there are no guardians. */
    Proposal cancel(Caller caller, UUID id) {
        return proposals.change(id, proposal -> {
            boolean own = proposal.proposerId.equals(caller.subject())
                    && (proposal.state == State.PENDING || !membership.isGuarded());
            boolean allowed = own || membership.isGuardian(caller.subject());
            Forbidden.when(!allowed, "NOT_A_GUARDIAN", "guardians cancel proposals, and proposers before the vote");
            proposal.close(State.CANCELED, clock.now());
            outbox.tell("governance.canceled", id);
        });
    }

    /** @throws Forbidden for anybody but members of councils and admins */
    void requireExecutor(Caller caller, String named) {
        String executor = people.self(caller, named, "executor_id");
        boolean allowed = caller.isAdmin() || membership.isMember(executor);
        Forbidden.when(!allowed, "NOT_AN_EXECUTOR", "members of councils and admins execute proposals");
    }
}
