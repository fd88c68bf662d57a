package org.aitbc.governance.council;

import java.time.Duration;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.governance.council.Allocation.*;
import org.aitbc.governance.power.People;
import org.aitbc.governance.treasury.Treasuries;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.aitbc.starter.outbox.OutboxWriter;
import org.aitbc.starter.request.IdempotencyHeader;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Approvals of members, and the payment that the majority's makes. */
@Service
record ManageAllocations(
        Allocations allocations,
        Membership membership,
        People people,
        Treasuries treasuries,
        DatabaseClock clock,
        OutboxWriter outbox,
        Sweeps sweeps,
        JdbcClient jdbc,
        IdempotentRequests requests) {

    private static final String APPROVE = "council.allocate";
    private static final Duration PATIENCE = Duration.ofDays(30);

    /** The same payout joins what is open and finds what is paid, so a second payment needs another purpose. */
    Allocation approve(Caller caller, String approver, Payout asked) {
        membership.requireAllowed(asked.councilId(), approver);
        people.requireKnown(List.of(asked.recipient()));
        String key = IdempotencyHeader.current();
        boolean decided = requests.answered(caller, key, APPROVE, asked, UUID.class)
                        .isPresent()
                || find(asked).filter(one -> one.state != State.PROPOSED).isPresent();
        if (!decided) {
            treasuries.require(asked.councilId(), asked.amount());
        }
        UUID id = requests.run(caller, key, APPROVE, asked, UUID.class, () -> join(asked, approver));
        pay(id);
        return allocations.require(id);
    }

    private Optional<Allocation> find(Payout asked) {
        return allocations.findByPayoutAndStateNot(asked, State.REFUSED);
    }

    private UUID join(Payout asked, String approver) {
        // members of a council take turns
        membership.lock(asked.councilId());
        Allocation one = find(asked).orElseGet(() -> allocations.save(new Allocation(asked, clock.now())));
        if (one.state == State.PROPOSED) {
            jdbc.sql(
                            "insert into governance.allocation_approval (allocation, approver) values (?, ?) on conflict do nothing")
                    .params(one.id(), approver)
                    .update();
            // reads the approvals again
            allocations.save(one);
            if (one.approvals >= one.approvalsRequired) {
                one.state = State.APPROVED;
            }
        }
        return one.id();
    }

    /** Repeatable: the ledger holds the money and pays it once, under the allocation's id. */
    private void pay(UUID id) {
        Allocation one = allocations.require(id);
        if (one.state != State.APPROVED) {
            return;
        }
        Payout payout = one.payout;
        try {
            treasuries.hold(id, payout.councilId(), payout.amount(), payout.purpose());
            treasuries.pay(id, payout.recipient(), payout.amount());
        } catch (Unavailable away) {
            throw away;
        } catch (DomainException refused) {
            // nothing waits for ever: what is held goes back
            treasuries.release(id);
            end(id, State.APPROVED, State.REFUSED);
            throw refused;
        }
        end(id, State.APPROVED, State.PAID);
    }

    private void end(UUID id, State from, State ended) {
        allocations.change(id, one -> {
            if (one.state == from) {
                one.state = ended;
                one.endedAt = clock.now();
                if (ended == State.PAID) {
                    outbox.tell("governance.allocation_paid", id);
                }
            }
        });
    }

    @Scheduled(fixedDelayString = "${aitbc.governance.look:1s}")
    void sweep() {
        sweeps.eachOutside("allocation", () -> allocations.due(State.APPROVED, clock.now()), this::pay);
        sweeps.each(
                "unapproved allocation",
                () -> allocations.due(State.PROPOSED, clock.now().minus(PATIENCE)),
                id -> end(id, State.PROPOSED, State.REFUSED));
    }
}
