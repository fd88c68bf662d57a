package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.payment.ledger.Posting.Draw;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Step;
import org.aitbc.payment.ledger.Posting.Transfer;

/** The ledger as one would write it on a napkin: what the real one must agree with. */
final class Model {

    private record Open(Hold hold, BigDecimal left, boolean resolved) {}

    private final Map<Account, BigDecimal> balances;
    private final Map<UUID, Open> holds;
    private final Map<UUID, Posting> written;

    Model() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    private Model(Map<Account, BigDecimal> balances, Map<UUID, Open> holds, Map<UUID, Posting> written) {
        this.balances = balances;
        this.holds = holds;
        this.written = written;
    }

    Model copy() {
        return new Model(new HashMap<>(balances), new HashMap<>(holds), new HashMap<>(written));
    }

    /** Whether the posting is taken, for the first time or again. */
    boolean post(Posting posting) {
        if (written.containsKey(posting.id())) {
            return posting.equals(written.get(posting.id()));
        }
        Model after = copy();
        if (!posting.steps().stream().allMatch(after::step)) {
            return false;
        }
        balances.putAll(after.balances);
        holds.putAll(after.holds);
        written.put(posting.id(), posting);
        return true;
    }

    Map<Account, BigDecimal> balances() {
        return balances;
    }

    BigDecimal held() {
        return holds.values().stream()
                .filter(open -> !open.resolved())
                .map(Open::left)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    int written() {
        return written.size();
    }

    private boolean step(Step step) {
        return switch (step) {
            case Transfer(Account from, Account to, BigDecimal amount) -> move(from, to, amount);
            case Hold hold ->
                holds.putIfAbsent(hold.id(), new Open(hold, hold.amount(), false)) == null
                        && move(hold.from(), hold.into(), hold.amount());
            case Draw draw -> draw(draw.hold(), draw.shares());
            case Resolve resolve -> draw(resolve.hold(), resolve.shares()) && giveBack(resolve.hold());
        };
    }

    private boolean draw(UUID hold, List<Share> shares) {
        Open open = holds.get(hold);
        if (open == null || open.resolved()) {
            return false;
        }
        BigDecimal rest = open.left();
        for (Share share : shares) {
            rest = rest.subtract(share.amount());
            if (rest.signum() < 0
                    || share.to().currency() != open.hold().into().currency()
                    || !move(open.hold().into(), share.to(), share.amount())) {
                return false;
            }
        }
        holds.put(hold, new Open(open.hold(), rest, false));
        return true;
    }

    private boolean giveBack(UUID hold) {
        Open open = Objects.requireNonNull(holds.get(hold));
        holds.put(hold, new Open(open.hold(), BigDecimal.ZERO, true));
        return open.left().signum() == 0 || move(open.hold().into(), open.hold().from(), open.left());
    }

    private boolean move(Account from, Account to, BigDecimal amount) {
        BigDecimal left = balances.getOrDefault(from, BigDecimal.ZERO).subtract(amount);
        balances.put(from, left);
        balances.merge(to, amount, BigDecimal::add);
        return left.signum() >= 0 || from.kind() == Account.Kind.EXTERNAL;
    }
}
