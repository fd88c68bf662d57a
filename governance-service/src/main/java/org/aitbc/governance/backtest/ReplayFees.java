package org.aitbc.governance.backtest;

import java.math.*;
import java.time.Instant;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.domain.payment.*;
import org.aitbc.domain.payment.FeeReplay.*;
import org.aitbc.governance.backtest.Backtest.*;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Divides the payments of the ledger again, page by page from the newest, and keeps a sum for each owner of miners. */
@Component
record ReplayFees(FeeReplay ledger) {

    private static final Set<Parameter> FEES = EnumSet.of(Parameter.NETWORK_FEE, Parameter.FEE_SHARE);

    private static final int MOST_DIFFERENCES = 10;
    private static final int MOST_AFFECTED = 10;
    private static final String CANNOT_TELL =
            "whether miners, clients or stakers would have come or gone; fees of bookings and "
                    + "other deals, whose shares the ledger does not keep; payments in other currencies";

    Report report(List<Changed> changes, Instant from, Instant now, long deadline) {
        List<Parameter> parameters = changes.stream().map(Changed::parameter).toList();
        List<Parameter> replayed = parameters.stream().filter(FEES::contains).toList();
        List<Effect> effects = parameters.stream()
                .filter(one -> !FEES.contains(one))
                .map(one -> Effect.none(List.of(one), Reason.NO_HISTORY, "how anybody would have behaved with it"))
                .collect(Collectors.toCollection(ArrayList::new));
        if (replayed.isEmpty()) {
            return new Report(changes, from, now, true, 0, null, null, List.of(), effects);
        }
        BigDecimal networkFee = value(changes, Parameter.NETWORK_FEE);
        BigDecimal feeShare = value(changes, Parameter.FEE_SHARE);
        Map<String, Owner> owners = new HashMap<>();
        List<Difference> differences = new ArrayList<>();
        Page first = ledger.replay(new Wanted(from, null, networkFee, feeShare));
        Page page = first;
        long payments = 0;
        while (true) {
            page.owners().forEach(one -> owners.merge(one.owner(), one, Owner::plus));
            differences.addAll(page.differences());
            payments += page.payments();
            if (page.next() == null || System.nanoTime() > deadline) {
                break;
            }
            try {
                page = ledger.replay(new Wanted(from, page.next(), networkFee, feeShare));
            } catch (Unavailable away) {
                // what there is by now is a report of fewer days
                break;
            }
        }
        effects.addFirst(
                differences.isEmpty()
                        ? effect(replayed, owners.values())
                        : Effect.none(replayed, Reason.INCONSISTENT, CANNOT_TELL));
        return new Report(
                changes,
                page.since(),
                now,
                page.next() == null,
                payments,
                first.through(),
                first.digest(),
                differences.stream().limit(MOST_DIFFERENCES).toList(),
                effects);
    }

    private static @Nullable BigDecimal value(List<Changed> changes, Parameter parameter) {
        return changes.stream()
                .filter(one -> one.parameter() == parameter)
                .map(Changed::value)
                .findFirst()
                .orElse(null);
    }

    private static Effect effect(List<Parameter> parameters, Collection<Owner> owners) {
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("network_revenue", sum(owners, Owner::network), sum(owners, Owner::newNetwork)));
        figures.add(figure("miners_net", sum(owners, Owner::net), sum(owners, Owner::newNet)));
        if (!owners.isEmpty()) {
            figures.add(figure("miners_net_median", share(owners, Owner::net, 50), share(owners, Owner::newNet, 50)));
            figures.add(figure("miners_net_p90", share(owners, Owner::net, 90), share(owners, Owner::newNet, 90)));
        }
        figures.add(figure("stakers_pools", sum(owners, Owner::pool), sum(owners, Owner::newPool)));
        List<Figure> affected = owners.stream()
                .filter(one -> change(one).signum() != 0)
                .sorted(Comparator.comparing(ReplayFees::change).reversed().thenComparing(Owner::owner))
                .limit(MOST_AFFECTED)
                .map(one -> figure(one.owner(), one.net(), one.newNet()))
                .toList();
        return new Effect(parameters, figures, null, affected, CANNOT_TELL);
    }

    private static BigDecimal change(Owner owner) {
        return owner.newNet().subtract(owner.net()).abs();
    }

    private static Figure figure(String name, BigDecimal baseline, BigDecimal proposed) {
        return new Figure(name, Amounts.normalized(baseline), Amounts.normalized(proposed));
    }

    private static BigDecimal sum(Collection<Owner> owners, Function<Owner, BigDecimal> amount) {
        return owners.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What so many percent have at most. */
    private static BigDecimal share(Collection<Owner> owners, Function<Owner, BigDecimal> amount, int percent) {
        int rank = (owners.size() * percent + 99) / 100;
        return owners.stream().map(amount).sorted().skip(rank - 1L).findFirst().orElseThrow();
    }
}
