package org.aitbc.servicetest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.payment.MoneyHolds;

/** Holds money as payment-service does, in memory: what goes in comes out, and each decision is made once. */
public final class FakeMoney implements MoneyHolds {

    private static final BigDecimal FEE = new BigDecimal("0.025");

    private final Map<String, BigDecimal> available = new HashMap<>();
    private final Map<UUID, Order> holds = new HashMap<>();
    private final Map<UUID, Decision> decisions = new HashMap<>();
    private final Map<UUID, Settled> settled = new HashMap<>();
    private final Set<UUID> refused = new HashSet<>();
    private final Map<String, Failure> failures = new HashMap<>();

    /** When a call fails: before it has an effect, or after, as when an answer is lost. */
    public enum Failure {
        BEFORE,
        AFTER
    }

    public synchronized void fund(String owner, String amount) {
        add(owner, new BigDecimal(amount));
    }

    public synchronized BigDecimal available(String owner) {
        return available.getOrDefault(owner, BigDecimal.ZERO).stripTrailingZeros();
    }

    /** What is held of a principal's money and not decided about. */
    public synchronized BigDecimal held(String payer) {
        return holds.values().stream()
                .filter(hold -> hold.payer().equals(payer) && !settled.containsKey(hold.id()))
                .map(Order::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .stripTrailingZeros();
    }

    /** Whether this hold was made and is not decided about. */
    public synchronized boolean isHeld(UUID hold) {
        return holds.containsKey(hold) && !settled.containsKey(hold);
    }

    public synchronized BigDecimal fees() {
        return settled.values().stream().map(Settled::fee).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Fails the next call about this payer's money. */
    public synchronized void failNext(String payer, Failure next) {
        failures.put(payer, next);
    }

    @Override
    public synchronized Held hold(Order order) {
        fail(order.payer(), Failure.BEFORE);
        if (refused.contains(order.id())) {
            throw new Conflict("HOLD_DECIDED", "it was given back before it was held");
        }
        Order before = holds.get(order.id());
        if (before != null && !same(before, order)) {
            throw new Conflict("HOLD_EXISTS", "the id stands for another hold");
        }
        if (before == null) {
            if (order.amount().signum() <= 0) {
                throw new Invalid("VALIDATION_ERROR", "amount: must be above zero");
            }
            if (available(order.payer()).compareTo(order.amount()) < 0) {
                throw new PaymentRequired(
                        order.payer().startsWith("@") ? "TREASURY_TOO_SMALL" : "INSUFFICIENT_FUNDS",
                        "too little is available");
            }
            add(order.payer(), order.amount().negate());
            holds.put(order.id(), order);
        }
        fail(order.payer(), Failure.AFTER);
        return new Held(order.id(), Instant.now());
    }

    @Override
    public synchronized Settled settle(Decision decision) {
        Order hold = holds.get(decision.hold());
        if (hold == null && decision.shares().isEmpty()) {
            refused.add(decision.hold());
            return new Settled(Instant.now(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        if (hold == null) {
            throw new NotFound("HOLD_NOT_FOUND", "there is no such hold");
        }
        fail(hold.payer(), Failure.BEFORE);
        Decision before = decisions.putIfAbsent(decision.hold(), decision);
        if (before != null && !before.equals(decision)) {
            throw new Conflict("HOLD_DECIDED", "it was decided otherwise");
        }
        Settled result = settled.computeIfAbsent(decision.hold(), _ -> pay(hold, decision));
        fail(hold.payer(), Failure.AFTER);
        return result;
    }

    private Settled pay(Order hold, Decision decision) {
        BigDecimal given = decision.shares().stream().map(Share::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (given.compareTo(hold.amount()) > 0) {
            decisions.remove(decision.hold());
            throw new Invalid("VALIDATION_ERROR", "shares: are more than is held");
        }
        BigDecimal fees = BigDecimal.ZERO;
        for (Share share : decision.shares()) {
            BigDecimal fee = fee(share);
            add(share.owner(), share.amount().subtract(fee));
            fees = fees.add(fee);
        }
        BigDecimal rest = hold.amount().subtract(given);
        add(hold.payer(), rest);
        return new Settled(Instant.now(), given.subtract(fees), fees, rest);
    }

    private static BigDecimal fee(Share share) {
        if (share.owner().equals(NETWORK)) {
            return share.amount();
        }
        return share.lessFee() ? share.amount().multiply(FEE).setScale(8, RoundingMode.HALF_UP) : BigDecimal.ZERO;
    }

    private void add(String owner, BigDecimal amount) {
        available.merge(owner, amount, BigDecimal::add);
    }

    private void fail(String payer, Failure at) {
        if (failures.remove(payer, at)) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "payments cannot be reached");
        }
    }

    private static boolean same(Order one, Order other) {
        return one.payer().equals(other.payer()) && one.amount().compareTo(other.amount()) == 0;
    }
}
