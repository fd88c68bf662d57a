package org.aitbc.starter.deal;

import java.lang.reflect.Type;
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
import org.aitbc.starter.deal.Hold.State;
import org.aitbc.starter.idempotent.IdempotencyKey;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * Sets money aside for deals and pays it out. Payment-service is asked outside of transactions: first the hold is written
 * down, then the money is held, then the deal is made, which takes the hold in its own transaction. What a crash leaves
 * between goes back to the payer; decisions are sent until they have arrived.
 *
 * <p>A service that wants it sets {@code aitbc.deals.enabled} and {@code aitbc.answers}, has a client of {@link MoneyHolds},
 * and makes the table in a migration of its own schema ({@code aitbc.schema}):
 *
 * {@snippet lang = sql:
 * create table SCHEMA.hold (
 *     id         uuid primary key,
 *     -- what one request asks for; where it fails, its repetition is another attempt
 *     deal       uuid           not null,
 *     attempt    int            not null,
 *     kind       text           not null,
 *     reference  text           not null,
 *     payer      text           not null,
 *     amount     numeric(38, 8) not null,
 *     currency   text           not null,
 *     state      text           not null check (state in ('wanted', 'taken', 'decided', 'settled')),
 *     created_at timestamptz    not null default now(),
 *     due_at     timestamptz    not null default now(),
 *     decision   json,
 *     settled_at timestamptz,
 *     paid       numeric(38, 8),
 *     fee        numeric(38, 8),
 *     returned   numeric(38, 8),
 *     unique (deal, attempt)
 * );
 * create index on SCHEMA.hold (created_at) where state in ('wanted', 'decided');
 * create index on SCHEMA.hold (due_at) where state = 'decided';
 * }
 */
public class Deals {

    private final HoldTable table;
    private final MoneyHolds money;
    private final IdempotentRequests requests;

    Deals(HoldTable table, MoneyHolds money, IdempotentRequests requests) {
        this.table = table;
        this.money = money;
        this.requests = requests;
    }

    /**
     * Holds a deal's money, then makes the deal; where that fails, the money goes back. The same {@code Idempotency-Key} of
     * the same caller stands for one deal. Must not be called in a transaction; the handler is annotated
     * {@code @TakesIdempotencyKey}.
     *
     * @param operation what is asked for, such as {@code gpu.book}
     * @param request what it is asked with; any value that is written as JSON
     * @throws org.aitbc.domain.error.PaymentRequired when the payer has too little available (402)
     * @throws org.aitbc.domain.error.Invalid when the key was used for another request (422)
     * @throws Conflict when the first request with this key is still running (409)
     * @throws Unavailable when payment-service cannot be reached; the request may be repeated (503)
     */
    public <R, T> T make(String operation, Deal<R, T> deal, Caller caller, R request) {
        return make(
                caller,
                IdempotencyHeader.current(),
                operation,
                request,
                ResolvableType.forClass(Deal.class, deal.getClass())
                        .getGeneric(1)
                        .getType(),
                () -> deal.terms(caller, request),
                hold -> deal.create(hold, caller, request));
    }

    /**
     * The same for a key that was read before.
     *
     * @param type of what is made
     */
    @SuppressWarnings("NullAway") // a deal without terms gets no hold
    public <T> T make(
            Caller caller,
            @Nullable String key,
            String operation,
            Object request,
            Type type,
            Supplier<@Nullable HoldTerms> terms,
            Function<UUID, T> deal) {
        Assert.state(
                !TransactionSynchronizationManager.isActualTransactionActive(),
                "payment-service is asked outside of transactions");
        Optional<T> before = requests.answered(caller, key, operation, request, type);
        if (before.isPresent()) {
            return before.get();
        }
        HoldTerms asked;
        try {
            asked = terms.get();
        } catch (DomainException refused) {
            // perhaps by what the same request did meanwhile
            return requests.<T>answered(caller, key, operation, request, type).orElseThrow(() -> refused);
        }
        if (asked == null) {
            return requests.run(caller, key, operation, request, type, () -> deal.apply(null));
        }
        Hold hold = hold(IdempotencyKey.id(caller, key), asked);
        AtomicBoolean mine = new AtomicBoolean();
        try {
            return requests.run(caller, key, operation, request, type, () -> {
                mine.set(true);
                if (!table.take(hold.id())) {
                    throw new Conflict("REQUEST_IN_PROGRESS", "the money of this request was given back; repeat it");
                }
                return deal.apply(hold.id());
            });
        } catch (RuntimeException failed) {
            // unless it was committed after all: then it is taken
            if (mine.get()) {
                release(hold);
            }
            throw failed;
        }
    }

    private Hold hold(UUID deal, HoldTerms terms) {
        Hold hold = table.want(deal, terms);
        try {
            money.hold(
                    new Order(hold.id(), hold.kind(), hold.reference(), hold.payer(), hold.amount(), hold.currency()));
            return hold;
        } catch (Unavailable unknown) {
            throw unknown;
        } catch (DomainException refused) {
            // the same request, repeated meanwhile, may hold it yet
            release(hold);
            throw refused;
        }
    }

    private void release(Hold hold) {
        table.decide(hold.id(), State.WANTED, HoldTable.giveBack(hold.id()));
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
