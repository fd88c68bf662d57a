package org.aitbc.governance.proposal;

import java.math.*;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.StakePowers.Power;
import org.aitbc.governance.parameter.GovernanceRules;
import org.aitbc.governance.power.Powers;
import org.aitbc.governance.proposal.Payload.*;
import org.aitbc.governance.proposal.Payload.Category;
import org.aitbc.governance.proposal.Proposal.*;
import org.aitbc.governance.treasury.Treasuries;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.outbox.OutboxWriter;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * What time does with proposals. Payment-service is asked outside of transactions, and each of its answers is written down in
 * one that locks the proposal and looks again; every step may be repeated.
 */
@Service
record AdvanceProposals(
        Proposals proposals,
        Payloads payloads,
        Powers powers,
        Treasuries treasuries,
        GovernanceRules rules,
        DatabaseClock clock,
        OutboxWriter outbox,
        Sweeps sweeps) {

    /** What is refused now is tried again then. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    @Scheduled(fixedDelayString = "${aitbc.governance.look:1s}")
    void sweep() {
        sweeps.eachOutside("proposal", () -> proposals.due(clock.now()), this::advance);
    }

    /** Does what time has brought, which may be nothing. */
    Proposal advance(UUID id) {
        Proposal seen = proposals.require(id);
        if (seen.state == State.PENDING && !clock.now().isBefore(seen.votingStarts)) {
            activate(id);
        }
        seen = proposals.change(id, this::end);
        if (seen.money == Money.RETURNING) {
            treasuries.release(id);
            proposals.change(id, one -> one.money = Money.DONE);
        } else if (seen.state == State.SUCCEEDED && seen.category == Category.FUNDING) {
            reserve(seen);
        } else if (seen.state == State.QUEUED && !clock.now().isBefore(Objects.requireNonNull(seen.eta))) {
            execute(id);
        }
        return proposals.require(id);
    }

    /** The same for somebody who only looks on: what is refused stands in {@code execution_error}. */
    Proposal process(UUID id) {
        try {
            return advance(id);
        } catch (Unavailable away) {
            throw away;
        } catch (DomainException refused) {
            return proposals.require(id);
        }
    }

    /** The place in the ledger is kept first, so that however often this is repeated, the same stakes count. */
    private void activate(UUID id) {
        long head = powers.head();
        Proposal seen = proposals.change(id, one -> {
            if (one.snapshotBlock == null && one.state == State.PENDING) {
                one.snapshotBlock = head;
                one.snapshotTimestamp = clock.now();
            }
        });
        if (seen.snapshotBlock == null) {
            return;
        }
        List<Power> stakes = powers.at(seen.snapshotBlock);
        proposals.change(id, one -> {
            if (one.state == State.PENDING) {
                Instant at = Objects.requireNonNull(one.snapshotTimestamp);
                BigDecimal total = powers.freeze(id, stakes, at);
                BigDecimal quorum = total.multiply(rules.quorumFraction.get()).setScale(8, RoundingMode.UP);
                one.activate(total, quorum, Duration.between(one.votingStarts, clock.now()));
                outbox.tell("governance.activated", id);
            }
        });
    }

    private void end(Proposal one) {
        Instant now = clock.now();
        if (one.state == State.ACTIVE && !now.isBefore(one.votingEnds)) {
            one.end(now);
            outbox.tell("governance." + one.state.name().toLowerCase(Locale.ROOT), one.id());
            boolean acts = one.category != Category.GENERAL && !one.executionPayload.isEmpty();
            if (one.state == State.SUCCEEDED && acts && one.category != Category.FUNDING) {
                one.queue(rules.timelock.get(), now);
            }
        } else if (one.isToBeExecuted() && one.isOverdue(now)) {
            one.close(State.EXPIRED, now);
            outbox.tell("governance.expired", one.id());
        }
    }

    /** The money of a funding is set aside before the timelock begins. */
    private void reserve(Proposal funding) {
        UUID id = funding.id();
        BigDecimal amount = payloads.funding(funding).amount();
        attempt(id, () -> treasuries.hold(id, funding.councilId, amount, reference(funding)));
        proposals.change(id, one -> {
            if (one.state == State.SUCCEEDED) {
                one.money = Money.HELD;
                one.queue(rules.timelock.get(), clock.now());
            }
        });
    }

    private static String reference(Proposal proposal) {
        String title = proposal.title;
        // half of a character is no text to the database
        int end = Math.min(title.length(), 180);
        boolean half = end < title.length() && Character.isHighSurrogate(title.charAt(end - 1));
        return "proposal " + title.substring(0, half ? end - 1 : end);
    }

    /**
     * @throws Conflict when it is not queued
     * @throws TooEarly before the timelock has passed
     * @throws Unavailable while payment-service is away; nothing is half done, and the sweep goes on with it
     */
    Proposal execute(UUID id) {
        Proposal queued = proposals.change(id, one -> {
            Conflict.when(one.state != State.QUEUED, "NOT_QUEUED", "only what is queued is executed");
            if (clock.now().isBefore(Objects.requireNonNull(one.eta))) {
                throw new TooEarly("TIMELOCK", "it can be executed from " + one.eta + " on");
            }
            if (one.category == Category.FUNDING) {
                // from here on it is not canceled any more
                one.money = Money.PAYING;
            }
        });
        if (queued.category == Category.FUNDING) {
            Funding funding = payloads.funding(queued);
            attempt(id, () -> treasuries.pay(id, funding.recipient(), funding.amount()));
        }
        attempt(
                id,
                () -> proposals.change(id, one -> {
                    if (one.state == State.QUEUED) {
                        payloads.execute(one);
                        one.money = one.money == null ? null : Money.DONE;
                        one.execute(clock.now());
                        outbox.tell("governance.executed", id);
                    }
                }));
        return proposals.require(id);
    }

    /** What is refused is written down, and not tried again at once; the money stays where it is. */
    private void attempt(UUID id, Runnable step) {
        try {
            step.run();
        } catch (Unavailable away) {
            throw away;
        } catch (DomainException refused) {
            proposals.change(id, one -> {
                if (one.isOpen()) {
                    one.money = one.money == Money.PAYING ? Money.HELD : one.money;
                    one.retry(refused.code(), clock.now().plus(AGAIN));
                }
            });
            throw refused;
        }
    }
}
