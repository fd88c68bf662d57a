package org.aitbc.governance.council;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.governance.council.Allocation.State;
import org.aitbc.governance.people.People;
import org.aitbc.governance.treasury.Treasuries;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.aitbc.starter.outbox.OutboxWriter;
import org.aitbc.starter.request.IdempotencyHeader;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

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
        IdempotentRequests requests,
        TransactionTemplate transactions) {

    private static final String APPROVE = "council.allocate";
    private static final Duration PATIENCE = Duration.ofDays(30);

    record Payout(UUID council, BigDecimal amount, String purpose, String recipient) {}

    /** The same payout joins what is open and finds what is paid, so a second payment needs another purpose. */
    Allocation approve(Caller caller, String approver, Payout asked) {
        membership.requireAllowed(asked.council, approver);
        people.requireKnown(List.of(asked.recipient));
        String key = IdempotencyHeader.current();
        boolean decided = requests.answered(caller, key, APPROVE, asked, UUID.class)
                        .isPresent()
                || find(asked).filter(one -> one.state != State.PROPOSED).isPresent();
        if (!decided) {
            treasuries.require(asked.council, asked.amount);
        }
        UUID id = requests.run(caller, key, APPROVE, asked, UUID.class, () -> join(asked, approver));
        pay(id);
        return allocations.require(id);
    }

    private Optional<Allocation> find(Payout asked) {
        return allocations.find(asked.council, asked.amount, asked.purpose, asked.recipient);
    }

    private UUID join(Payout asked, String approver) {
        // members of a council take turns
        jdbc.sql("select id from governance.council where id = ? for update")
                .param(asked.council)
                .query()
                .listOfRows();
        Allocation one = find(asked)
                .orElseGet(() -> allocations.save(
                        new Allocation(asked.council, asked.amount, asked.purpose, asked.recipient, clock.now())));
        if (one.state == State.PROPOSED) {
            jdbc.sql(
                            "insert into governance.allocation_approval (allocation, approver) values (?, ?) on conflict do nothing")
                    .params(one.id(), approver)
                    .update();
            long approvals = jdbc.sql("""
                select count(*) from governance.allocation_approval a
                join governance.council_member m on m.principal = a.approver and m.until is null
                where a.allocation = ? and m.council = ?""")
                    .params(one.id(), asked.council)
                    .query(Long.class)
                    .single();
            if (approvals >= Councils.majority(membership.of(asked.council).size())) {
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
        try {
            treasuries.hold(id, one.councilId, one.amount, one.purpose);
            treasuries.pay(id, one.recipient, one.amount);
        } catch (Unavailable away) {
            throw away;
        } catch (DomainException refused) {
            // nothing waits for ever: what is held goes back
            treasuries.release(id);
            end(id, State.REFUSED);
            throw refused;
        }
        end(id, State.PAID);
    }

    private void end(UUID id, State state) {
        transactions.executeWithoutResult(_ -> {
            Allocation one = allocations.lock(id);
            if (one.state == State.APPROVED && state == State.PAID) {
                outbox.tell("governance.allocation_paid", id);
            }
            one.end(state, clock.now());
        });
    }

    @Scheduled(fixedDelayString = "${aitbc.governance.look:1s}")
    void sweep() {
        sweeps.eachOutside("allocation", () -> allocations.due(State.APPROVED, clock.now()), this::pay);
        sweeps.eachOutside(
                "unapproved allocation",
                () -> allocations.due(State.PROPOSED, clock.now().minus(PATIENCE)),
                id -> transactions.executeWithoutResult(_ -> {
                    Allocation one = allocations.lock(id);
                    if (one.state == State.PROPOSED) {
                        one.end(State.REFUSED, clock.now());
                    }
                }));
    }
}
