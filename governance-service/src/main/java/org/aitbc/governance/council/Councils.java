package org.aitbc.governance.council;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.MoneyHolds.*;
import org.aitbc.governance.compliance.Compliance;
import org.aitbc.governance.power.People;
import org.aitbc.governance.treasury.Treasuries;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.outbox.OutboxWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Councils, and the budgets that they are founded with: money of the network's treasury, moved into one of their own. */
@Component
record Councils(
        JdbcClient jdbc,
        Membership membership,
        Compliance compliance,
        People people,
        Treasuries treasuries,
        OutboxWriter outbox,
        Deals deals)
        implements Deal<Councils.CouncilRequest, UUID> {

    record CouncilRequest(
            String region,
            String councilName,
            String jurisdiction,
            BigDecimal budgetAllocation,
            List<String> members) {}

    /** @param balance what its treasury holds; null while payment-service is away */
    record Council(
            UUID councilId,
            String region,
            String councilName,
            String jurisdiction,
            List<String> councilMembers,
            BigDecimal budgetAllocation,
            BigDecimal budgetSpent,
            @Nullable BigDecimal balance,
            int approvalsRequired,
            Instant createdAt) {}

    @Override
    public @Nullable HoldTerms terms(Caller caller, CouncilRequest asked) {
        compliance.requireJurisdiction(asked.jurisdiction);
        people.requireKnown(asked.members);
        compliance.require(asked.members, asked.jurisdiction);
        String reference = "council " + asked.region + " " + asked.councilName;
        return asked.budgetAllocation.signum() == 0
                ? null
                : new HoldTerms(
                        "governance.hold", reference, MoneyHolds.NETWORK, asked.budgetAllocation, Currency.AITBC);
    }

    @Override
    public UUID create(@Nullable UUID hold, Caller caller, CouncilRequest asked) {
        // the hold's id, so that the budget can be moved before the answer
        UUID id = insert(hold == null ? Ids.next() : hold, "regional", asked);
        if (hold != null) {
            Decision budget = budget(id, asked);
            deals.decide(hold, budget.kind(), budget.shares());
        }
        return id;
    }

    /** Not in a transaction. */
    void moveBudget(UUID id, CouncilRequest asked) {
        if (asked.budgetAllocation.signum() > 0) {
            try {
                treasuries.money().settle(budget(id, asked));
            } catch (DomainException later) {
                // the decision is sent in the background too
            }
        }
    }

    private static Decision budget(UUID id, CouncilRequest asked) {
        return new Decision(
                id, "governance.budget", List.of(new Share(Treasuries.of(id), asked.budgetAllocation, false)));
    }

    /** Of those who may cancel any proposal; there is one, which an admin names and proposals change. */
    UUID createGuardian(List<String> members) {
        people.requireKnown(members);
        return insert(
                Ids.next(), "guardian", new CouncilRequest("global", "guardian", "GLOBAL", BigDecimal.ZERO, members));
    }

    private UUID insert(UUID id, String kind, CouncilRequest asked) {
        jdbc.sql("""
            insert into governance.council (id, kind, region, council_name, jurisdiction, budget_allocation)
            values (:id, :kind, :region, :councilName, :jurisdiction, :budgetAllocation)""").paramSource(asked).param("id", id).param("kind", kind).update();
        membership.add(id, asked.members);
        outbox.tell("governance.council_created", id);
        return id;
    }

    /** That one, or those of regions. */
    List<Council> find(@Nullable String region, @Nullable UUID id) {
        return jdbc.sql("""
            select c.*, c.id as council_id, m.council_members, cardinality(m.council_members) / 2 + 1 as approvals_required,
              case when :balances::json is not null
                then coalesce((:balances::json ->> ('@council.' || replace(c.id::text, '-', '')))::numeric, 0) end as balance,
              (select coalesce(sum(amount), 0) from governance.allocation where council_id = c.id and state = 'paid')
              + (select coalesce(sum((execution_payload ->> 'amount')::numeric), 0) from governance.proposal
                 where council_id = c.id and category = 'funding' and state = 'executed') as budget_spent
            from governance.council c
            cross join lateral (select array(select principal from governance.council_member
              where council = c.id and until is null order by 1) as council_members) m
            where c.id = :id or :id::uuid is null and c.kind = 'regional' and (:region::text is null or c.region = :region)
            order by c.id""")
                .param("balances", Treasuries.asked(treasuries::balances).orElse(null))
                .param("region", region)
                .param("id", id)
                .query(Council.class)
                .list();
    }
}
