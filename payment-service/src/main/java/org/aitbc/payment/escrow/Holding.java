package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.escrow.HoldOrder.Wanted;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Result;
import org.jspecify.annotations.Nullable;

/** One transaction that holds the money of several orders, each for itself. */
final class Holding {

    /** @param payments in the order of the jobs; null for one that needs no money */
    record Held(List<@Nullable UUID> payments, @Nullable DomainException refused) {

        List<@Nullable UUID> orThrow() {
            if (refused != null) {
                throw refused;
            }
            return payments;
        }
    }

    /**
     * What is to be held for an order.
     *
     * @param jobs those that need money and have none yet, with their amounts
     */
    private record Plan(HoldOrder order, List<Wanted> jobs, Posting posting) {}

    private final Connection connection;
    private final List<HoldOrder> orders;
    private final Map<UUID, UUID> payments;
    private final Spending spending;
    private final List<Plan> plans = new ArrayList<>();
    private final Set<UUID> planned = new HashSet<>();
    private final IdentityHashMap<HoldOrder, DomainException> refusals = new IdentityHashMap<>();

    private Holding(Connection connection, List<HoldOrder> orders, Map<UUID, UUID> payments, Spending spending) {
        this.connection = connection;
        this.orders = orders;
        this.payments = payments;
        this.spending = spending;
    }

    /** Locks the ledger, then reads which of the jobs have a payment and what the payers let themselves spend. */
    static Holding begin(Connection connection, List<HoldOrder> orders) throws SQLException {
        Ledger.lock(connection);
        List<UUID> jobs = orders.stream()
                .flatMap(order -> order.jobs().stream())
                .map(Wanted::job)
                .toList();
        List<String> payers = orders.stream().map(HoldOrder::payer).distinct().toList();
        return new Holding(connection, orders, PaymentTables.byJob(connection, jobs), Spending.of(connection, payers));
    }

    List<Held> hold() throws SQLException {
        for (HoldOrder order : orders) {
            // what this order may hold depends on what those before it came to
            if (isLimited(order) || order.jobs().stream().anyMatch(job -> planned.contains(job.job()))) {
                write();
            }
            try {
                Plan plan = plan(order);
                if (!plan.jobs().isEmpty()) {
                    plans.add(plan);
                    plan.jobs().forEach(job -> planned.add(job.job()));
                }
            } catch (DomainException refused) {
                refusals.put(order, refused);
            }
        }
        write();
        return orders.stream()
                .map(order -> new Held(paymentsOf(order), refusals.get(order)))
                .toList();
    }

    private Plan plan(HoldOrder order) {
        List<Wanted> jobs = new ArrayList<>();
        Map<Currency, List<BigDecimal>> amounts = new EnumMap<>(Currency.class);
        for (Wanted job : order.jobs()) {
            BigDecimal amount = job.amount() == null
                    ? spending.perJob(order.payer(), job.currency()).orElse(null)
                    : job.amount();
            if (amount != null && !payments.containsKey(job.job())) {
                jobs.add(job.costing(amount));
                amounts.computeIfAbsent(job.currency(), _ -> new ArrayList<>()).add(amount);
            }
        }
        amounts.forEach((currency, wanted) -> spending.check(order.payer(), currency, wanted));
        String reference = jobs.isEmpty() ? "" : Ids.text(jobs.getFirst().payment());
        return new Plan(
                order,
                jobs,
                new Posting(
                        Ids.next(),
                        "escrow.hold",
                        reference,
                        jobs.stream().map(job -> hold(order.payer(), job)).toList()));
    }

    private static Posting.Step hold(String payer, Wanted job) {
        return new Hold(
                job.payment(),
                Account.available(payer, job.currency()),
                Payment.escrow(payer, job.currency()),
                Objects.requireNonNull(job.amount()));
    }

    private boolean isLimited(HoldOrder order) {
        return order.jobs().stream().anyMatch(job -> spending.isLimited(order.payer(), job.currency()));
    }

    private void write() throws SQLException {
        if (plans.isEmpty()) {
            return;
        }
        List<Result> results =
                Ledger.apply(connection, plans.stream().map(Plan::posting).toList());
        List<PaymentTables.New> rows = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Plan plan = plans.get(i);
            DomainException refused = results.get(i).refused();
            if (refused != null) {
                refusals.put(plan.order(), refused);
                continue;
            }
            for (Wanted job : plan.jobs()) {
                rows.add(new PaymentTables.New(plan.order().payer(), job));
                payments.put(job.job(), job.payment());
                spending.commit(plan.order().payer(), job.currency(), Objects.requireNonNull(job.amount()));
            }
        }
        PaymentTables.insert(connection, rows);
        plans.clear();
        planned.clear();
    }

    private List<@Nullable UUID> paymentsOf(HoldOrder order) {
        List<@Nullable UUID> found = new ArrayList<>();
        order.jobs().forEach(job -> found.add(payments.get(job.job())));
        return found;
    }
}
