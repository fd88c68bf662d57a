package org.aitbc.market.money;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.MoneyHolds.Decision;
import org.aitbc.domain.payment.MoneyHolds.Order;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.money.Hold.State;
import org.aitbc.starter.once.IdempotencyKey;
import org.aitbc.starter.once.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sets money aside for deals and pays it out. Payment-service is asked outside of transactions: first the hold is written
 * down, then the money is held, then the deal is made, which takes the hold in its own transaction. What a crash leaves
 * between goes back to the payer; decisions are sent until they have arrived.
 */
@Component
public class Holds {

    private final HoldTable table;
    private final MoneyHolds money;
    private final Once once;

    Holds(HoldTable table, MoneyHolds money, Once once) {
        this.table = table;
        this.money = money;
        this.once = once;
    }

    /**
     * Holds a deal's money, then makes the deal; where that fails, the money goes back. The same key of the same caller
     * stands for one deal. Must not be called in a transaction.
     *
     * @param key the request's {@code Idempotency-Key}, or null
     * @param operation what is asked for, such as {@code gpu.book}
     * @param request what it is asked with
     * @param terms checks what can be checked beforehand, and says the price; nothing is held where it throws
     * @param deal writes the deal, in a transaction of its own; it is given the hold's id
     * @throws org.aitbc.domain.error.PaymentRequired when the payer has too little available (402)
     * @throws org.aitbc.domain.error.Invalid when the key was used for another request (422)
     * @throws Conflict when the first request with this key is still running (409)
     * @throws Unavailable when payment-service cannot be reached; the request may be repeated (503)
     */
    public <T> T deal(
            Caller caller,
            @Nullable String key,
            String operation,
            Object request,
            Class<T> type,
            Supplier<Terms> terms,
            Function<UUID, T> deal) {
        Optional<T> before = once.answered(caller, key, operation, request, type);
        if (before.isPresent()) {
            return before.get();
        }
        Terms said;
        try {
            said = terms.get();
        } catch (DomainException refused) {
            // perhaps by what the same request did meanwhile
            return once.answered(caller, key, operation, request, type).orElseThrow(() -> refused);
        }
        Hold hold = table.want(IdempotencyKey.id(caller, key), said);
        try {
            money.hold(
                    new Order(hold.id(), hold.kind(), hold.reference(), hold.payer(), hold.amount(), hold.currency()));
        } catch (Unavailable unknown) {
            throw unknown;
        } catch (DomainException refused) {
            // the same request, repeated meanwhile, may hold it yet
            table.decide(hold.id(), State.WANTED, HoldTable.giveBack(hold.id()));
            throw refused;
        }
        AtomicBoolean mine = new AtomicBoolean();
        try {
            return once.run(caller, key, operation, request, type, () -> {
                mine.set(true);
                if (!table.take(hold.id())) {
                    throw new Conflict("REQUEST_IN_PROGRESS", "the money of this request was given back; repeat it");
                }
                return deal.apply(hold.id());
            });
        } catch (RuntimeException failed) {
            // unless it was committed after all: then it is taken
            if (mine.get()) {
                table.decide(hold.id(), State.WANTED, HoldTable.giveBack(hold.id()));
            }
            throw failed;
        }
    }

    /**
     * Decides who gets what of a hold that a deal has taken; the rest goes back to the payer. The decision is part of the
     * caller's transaction; the money moves after it.
     *
     * @param kind what it is, such as {@code booking.settle}
     * @param shares may be none
     * @throws Conflict when it was decided before (409)
     */
    public void decide(UUID hold, String kind, List<Share> shares) {
        if (!table.decide(hold, State.TAKEN, new Decision(hold, kind, shares))) {
            throw new Conflict("ALREADY_DECIDED", "the money of this was decided about before");
        }
    }
}
