package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.escrow.HoldOrder.Wanted;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.Posting;
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
    private final Map<Account, BigDecimal> perJob;
    private final List<Plan> plans = new ArrayList<>();
    private final Set<UUID> planned = new HashSet<>();
    private final IdentityHashMap<HoldOrder, DomainException> refusals = new IdentityHashMap<>();

    private Holding(
            Connection connection, List<HoldOrder> orders, Map<UUID, UUID> payments, Map<Account, BigDecimal> perJob) {
        this.connection = connection;
        this.orders = orders;
        this.payments = payments;
        this.perJob = perJob;
    }

    /** Locks the ledger, then reads which of the jobs have a payment, and what one without a price may cost its payer. */
    static Holding begin(Connection connection, List<HoldOrder> orders) throws SQLException {
        Ledger.lock(connection);
        List<UUID> jobs = orders.stream()
                .flatMap(order -> order.jobs().stream())
                .map(Wanted::job)
                .toList();
        List<String> metered = orders.stream()
                .filter(order -> order.jobs().stream().anyMatch(job -> job.amount() == null))
                .map(HoldOrder::payer)
                .distinct()
                .toList();
        return new Holding(
                connection,
                orders,
                PaymentTables.byJob(connection, jobs),
                metered.isEmpty() ? Map.of() : PaymentTables.perJob(connection, metered));
    }

    List<Held> hold() throws SQLException {
        for (HoldOrder order : orders) {
            // what this order may hold depends on what those before it came to
            if (order.jobs().stream().anyMatch(job -> planned.contains(job.job()))) {
                write();
            }
            Plan plan = plan(order);
            if (!plan.jobs().isEmpty()) {
                plans.add(plan);
                plan.jobs().forEach(job -> planned.add(job.job()));
            }
        }
        write();
        return orders.stream()
                .map(order -> new Held(paymentsOf(order), refusals.get(order)))
                .toList();
    }

    private Plan plan(HoldOrder order) {
        List<Wanted> jobs = new ArrayList<>();
        for (Wanted job : order.jobs()) {
            BigDecimal amount =
                    job.amount() == null ? perJob.get(Account.available(order.payer(), job.currency())) : job.amount();
            if (amount != null && !payments.containsKey(job.job())) {
                jobs.add(job.costing(amount));
            }
        }
        String reference = jobs.isEmpty() ? "" : Ids.text(jobs.getFirst().payment());
        return new Plan(
                order,
                jobs,
                new Posting(
                        Ids.next(),
                        Posting.FOR_JOBS,
                        reference,
                        jobs.stream().map(job -> hold(order.payer(), job)).toList()));
    }

    private static Posting.Step hold(String payer, Wanted job) {
        return Payment.hold(job.payment(), payer, job.currency(), Objects.requireNonNull(job.amount()));
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
