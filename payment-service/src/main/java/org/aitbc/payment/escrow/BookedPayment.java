package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.payment.FeeReplay.Difference;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.starter.parameter.Parameters.Step;
import org.jspecify.annotations.Nullable;

/**
 * A released payment as the ledger has it: its parts, each followed by what of its fee went to stakers, then the network's part,
 * and last what went back to the payer.
 */
record BookedPayment(List<Entry> entries) {

    /**
     * A payment is divided before its posting waits for the ledger, so for this long after a value changed or a stake began or
     * ended, what counted before may have counted still.
     */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final BigDecimal UNIT = BigDecimal.ONE.movePointLeft(Amounts.DECIMALS);

    /**
     * @param known whether the posting settled the payment that it names
     * @param rest what went back to the payer
     */
    record Entry(
            UUID posting,
            String reference,
            Instant at,
            String owner,
            String kind,
            BigDecimal amount,
            @Nullable BigDecimal released,
            @Nullable BigDecimal fee,
            @Nullable BigDecimal rest,
            boolean known) {

        boolean isPaid() {
            return amount.signum() > 0;
        }
    }

    /** That somebody had staked on an agent. */
    record Staked(String agent, Instant since, Instant until) {

        boolean possiblyAt(Instant at) {
            return !at.isBefore(since) && at.isBefore(until.plus(LATE));
        }

        boolean surelyAt(Instant at) {
            return !at.isBefore(since.plus(LATE)) && at.isBefore(until);
        }
    }

    private record Part(String owner, BigDecimal net, BigDecimal pool) {}

    /** @param due before the fee */
    record Divided(
            String owner,
            BigDecimal due,
            BigDecimal net,
            BigDecimal pool,
            BigDecimal feeRate,
            BigDecimal shareRate,
            boolean staked) {}

    /** By the newest values that come to what the ledger has, of those that counted then; empty when none do. */
    Optional<List<Divided>> divided(List<Step> fees, List<Step> shares, Map<String, List<Staked>> staked) {
        List<Part> parts = parts();
        if (!addsUp(parts)) {
            return Optional.empty();
        }
        Instant at = entries.getFirst().at();
        return fees.stream()
                .filter(fee -> counted(fee, at))
                .flatMap(fee -> shares.stream()
                        .filter(share -> counted(share, at))
                        .map(share -> divide(parts, fee.value(), share.value(), staked)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean counted(Step step, Instant at) {
        return !at.isBefore(step.since()) && at.isBefore(step.until().plus(LATE));
    }

    Difference difference(List<Step> fees) {
        Entry first = entries.getFirst();
        BigDecimal released = first.released();
        BigDecimal rate = fees.stream()
                .filter(step -> !first.at().isBefore(step.since()))
                .findFirst()
                .orElseThrow()
                .value();
        return new Difference(
                first.posting(),
                first.reference(),
                first.at(),
                !isKnown() ? "NO_PAYMENT" : addsUp(parts()) ? "RATES" : "ENTRIES",
                paid("fees").add(paid("pool")),
                released == null ? null : Amounts.floor(released.multiply(rate)));
    }

    private boolean isKnown() {
        return entries.stream().allMatch(Entry::known);
    }

    private List<Part> parts() {
        List<Entry> paid = entries.stream().filter(Entry::isPaid).toList();
        BigDecimal rest = entries.getFirst().rest();
        int size = rest != null && rest.signum() > 0 ? paid.size() - 1 : paid.size();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Entry entry = paid.get(i);
            if (entry.kind().equals("available")) {
                boolean shared = i + 1 < size
                        && paid.get(i + 1).kind().equals("pool")
                        && paid.get(i + 1).owner().equals(entry.owner());
                parts.add(new Part(
                        entry.owner(), entry.amount(), shared ? paid.get(i + 1).amount() : Amounts.ZERO));
            }
        }
        return parts;
    }

    private boolean addsUp(List<Part> parts) {
        Entry first = entries.getFirst();
        if (!isKnown() || first.released() == null || first.fee() == null || first.rest() == null) {
            return false;
        }
        BigDecimal net = sum(parts.stream().map(Part::net).toList());
        BigDecimal pools = sum(parts.stream().map(Part::pool).toList());
        BigDecimal held = sum(entries.stream()
                .filter(one -> !one.isPaid() && one.kind().equals("escrow"))
                .map(Entry::amount)
                .toList());
        return sum(entries.stream().map(Entry::amount).toList()).signum() == 0
                && held.negate().compareTo(first.released().add(first.rest())) == 0
                && net.compareTo(first.released().subtract(first.fee())) == 0
                && pools.compareTo(paid("pool")) == 0
                && paid("fees").add(pools).compareTo(first.fee()) == 0;
    }

    private BigDecimal paid(String kind) {
        return sum(entries.stream()
                .filter(one -> one.isPaid() && one.kind().equals(kind))
                .map(Entry::amount)
                .toList());
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(Amounts.ZERO, BigDecimal::add);
    }

    /**
     * What a part was before its fee is not in the ledger, and one of two amounts comes to what was paid; together the parts are
     * what was released.
     */
    private Optional<List<Divided>> divide(
            List<Part> parts, BigDecimal feeRate, BigDecimal shareRate, Map<String, List<Staked>> staked) {
        List<Divided> greater = new ArrayList<>();
        List<Optional<Divided>> smaller = new ArrayList<>();
        for (Part part : parts) {
            List<Staked> times = staked.getOrDefault(part.owner(), List.of());
            BigDecimal most = part.net().divide(BigDecimal.ONE.subtract(feeRate), Amounts.DECIMALS, RoundingMode.DOWN);
            Optional<Divided> high = divide(part, most, feeRate, shareRate, times);
            Optional<Divided> low = divide(part, most.subtract(UNIT), feeRate, shareRate, times);
            if (high.or(() -> low).isEmpty()) {
                return Optional.empty();
            }
            greater.add(high.or(() -> low).orElseThrow());
            smaller.add(high.isPresent() ? low : Optional.empty());
        }
        BigDecimal above = sum(greater.stream().map(Divided::due).toList())
                .subtract(Objects.requireNonNull(entries.getFirst().released()));
        for (int i = 0; i < greater.size() && above.signum() > 0; i++) {
            if (smaller.get(i).isPresent()) {
                greater.set(i, smaller.get(i).get());
                above = above.subtract(UNIT);
            }
        }
        return above.signum() == 0 ? Optional.of(greater) : Optional.empty();
    }

    private Optional<Divided> divide(
            Part part, BigDecimal due, BigDecimal feeRate, BigDecimal shareRate, List<Staked> times) {
        Instant at = entries.getFirst().at();
        BigDecimal fee = Amounts.floor(due.multiply(feeRate));
        boolean shared = times.stream().anyMatch(one -> one.possiblyAt(at))
                && part.pool().compareTo(Amounts.floor(fee.multiply(shareRate))) == 0;
        boolean kept = part.pool().signum() == 0 && times.stream().noneMatch(one -> one.surelyAt(at));
        return due.subtract(fee).compareTo(part.net()) == 0 && (shared || kept)
                ? Optional.of(new Divided(part.owner(), due, part.net(), part.pool(), feeRate, shareRate, shared))
                : Optional.empty();
    }
}
