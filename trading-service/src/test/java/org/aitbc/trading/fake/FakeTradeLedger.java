package org.aitbc.trading.fake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.TradeLedger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Reserves and moves money as payment-service does, in memory. */
@Component
@Primary
public final class FakeTradeLedger implements TradeLedger {

    private record Purse(String owner, Currency currency) {}

    private static final class Open {
        final Reserve of;
        final Instant at;
        BigDecimal left;

        Open(Reserve of, Instant at) {
            this.of = of;
            this.at = at;
            this.left = of.amount();
        }
    }

    private final Map<Purse, BigDecimal> available = new HashMap<>();
    private final Map<UUID, Open> open = new LinkedHashMap<>();
    private final Map<UUID, Reserve> made = new HashMap<>();
    private final Map<UUID, Move> moved = new HashMap<>();
    private boolean isAway;

    public synchronized void fund(String owner, String amount, Currency currency) {
        add(owner, currency, new BigDecimal(amount));
    }

    public synchronized BigDecimal available(String owner, Currency currency) {
        return available.getOrDefault(new Purse(owner, currency), BigDecimal.ZERO);
    }

    /** What is reserved of a principal's money. */
    public synchronized BigDecimal reserved(String owner, Currency currency) {
        return open.values().stream()
                .filter(one -> one.of.owner().equals(owner) && one.of.currency() == currency)
                .map(one -> one.left)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public synchronized @Nullable BigDecimal left(UUID reserve) {
        Open one = open.get(reserve);
        return one == null ? null : one.left;
    }

    /** All money that principals, reserves and the network have of a currency. */
    public synchronized BigDecimal total(Currency currency) {
        BigDecimal purses = available.entrySet().stream()
                .filter(one -> one.getKey().currency() == currency)
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return open.values().stream()
                .filter(one -> one.of.currency() == currency)
                .map(one -> one.left)
                .reduce(purses, BigDecimal::add);
    }

    public synchronized void goAway(boolean away) {
        isAway = away;
    }

    @Override
    public synchronized Answers reserve(Reserves reserves) {
        requireHere();
        List<@Nullable Refusal> refusals = new ArrayList<>();
        for (Reserve one : reserves.reserves()) {
            refusals.add(refusal(one));
        }
        return new Answers(refusals);
    }

    private @Nullable Refusal refusal(Reserve one) {
        if (made.containsKey(one.id())) {
            return null;
        }
        if (available(one.owner(), one.currency()).compareTo(one.amount()) < 0) {
            return new Refusal("INSUFFICIENT_FUNDS", "too little is available");
        }
        add(one.owner(), one.currency(), one.amount().negate());
        made.put(one.id(), one);
        open.put(one.id(), new Open(one, Instant.now()));
        return null;
    }

    @Override
    public synchronized void move(Moves moves) {
        requireHere();
        for (Move move : moves.moves()) {
            Move before = moved.get(move.id());
            if (before == null) {
                move.draws().forEach(this::requireEnough);
                move.ended().forEach(this::require);
                moved.put(move.id(), move);
                move.draws().forEach(this::draw);
                move.ended().forEach(id -> {
                    Open one = require(id);
                    add(one.of.owner(), one.of.currency(), one.left);
                    open.remove(id);
                });
            } else if (!before.equals(move)) {
                throw new Invalid("IDEMPOTENCY_KEY_REUSED", "another move");
            }
        }
    }

    private void requireEnough(Draw draw) {
        BigDecimal wanted = draw.shares().stream().map(Share::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        Open one = require(draw.reserve());
        if (one.left.compareTo(wanted) < 0 || one.of.currency() != draw.currency()) {
            throw new Conflict("HOLD_TOO_SMALL", "less is reserved");
        }
    }

    private void draw(Draw draw) {
        requireEnough(draw);
        Open one = require(draw.reserve());
        for (Share share : draw.shares()) {
            one.left = one.left.subtract(share.amount());
            add(share.owner(), draw.currency(), share.amount());
        }
    }

    private Open require(UUID id) {
        Open one = open.get(id);
        if (one == null) {
            throw made.containsKey(id)
                    ? new Conflict("HOLD_RESOLVED", "it has ended")
                    : new NotFound("RESERVE_NOT_FOUND", "nothing is reserved");
        }
        return one;
    }

    @Override
    public synchronized List<OpenReserve> open(Period period) {
        requireHere();
        return open.values().stream()
                .filter(one -> period.owner() == null || one.of.owner().equals(period.owner()))
                .filter(one -> isAfter(one, period) && !one.at.isAfter(period.before()))
                .sorted(Comparator.<Open, Instant>comparing(one -> one.at).thenComparing(one -> Ids.text(one.of.id())))
                .map(one -> new OpenReserve(one.of.id(), one.at))
                .limit(MOST)
                .toList();
    }

    @Override
    public synchronized List<Left> left(ReserveIds reserves) {
        requireHere();
        return reserves.ids().stream()
                .filter(open::containsKey)
                .map(id -> new Left(id, require(id).left))
                .toList();
    }

    private static boolean isAfter(Open one, Period period) {
        return one.at.isAfter(period.after())
                || (period.afterId() != null
                        && one.at.equals(period.after())
                        && Ids.text(one.of.id()).compareTo(Ids.text(period.afterId())) > 0);
    }

    private void requireHere() {
        if (isAway) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "payments cannot be reached");
        }
    }

    private void add(String owner, Currency currency, BigDecimal amount) {
        available.merge(new Purse(owner, currency), amount, BigDecimal::add);
    }
}
