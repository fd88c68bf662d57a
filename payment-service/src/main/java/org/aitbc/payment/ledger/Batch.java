package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.payment.ledger.Posting.Draw;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Step;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.jspecify.annotations.Nullable;

/** Works out several postings one after the other, on accounts and holds as they were read. It writes nothing itself. */
final class Batch {

    /**
     * One side of a movement.
     *
     * @param balance after it
     * @param hash in hexadecimal digits
     */
    record Entry(long seq, UUID posting, UUID account, BigDecimal amount, BigDecimal balance, String hash) {}

    /** A hold as it is or will be. */
    record Held(
            UUID id,
            Account from,
            Account heldIn,
            BigDecimal amount,
            @Nullable Resolution resolution,
            BigDecimal posted,
            @Nullable UUID resolvedBy,
            Instant at,
            boolean isNew) {

        Held with(@Nullable Resolution how, BigDecimal nowPosted, @Nullable UUID by) {
            return new Held(id, from, heldIn, amount, how, nowPosted, by, at, isNew);
        }
    }

    /** A posting that was taken in, with what tells it from another. */
    record Digested(Posting posting, String digest) {}

    private record Delta(Account account, BigDecimal amount) {}

    private final Instant at;
    private final Chain chain;
    private final Map<Account, UUID> ids;
    private final Map<Account, BigDecimal> balances;
    private final Map<UUID, Held> holds;
    private final Spending spending;
    private final List<Digested> written = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<UUID, Held> changedHolds = new LinkedHashMap<>();
    private final Map<Account, BigDecimal> changedBalances = new LinkedHashMap<>();

    /** @param limits of those of the accounts whose owners have set one */
    Batch(
            Instant at,
            Chain chain,
            Map<Account, UUID> ids,
            Map<Account, BigDecimal> balances,
            Map<UUID, Held> holds,
            Map<Account, SpendLimit> limits) {
        this.at = at;
        this.chain = chain;
        this.ids = ids;
        this.balances = new HashMap<>(balances);
        this.holds = new HashMap<>(holds);
        this.spending = new Spending(limits);
    }

    /** Takes the posting in, or tells why it cannot be and leaves everything as it was. */
    Result add(Posting posting, String digest) {
        List<Delta> deltas = new ArrayList<>();
        Map<Account, BigDecimal> after = new LinkedHashMap<>();
        Map<UUID, Held> held = new LinkedHashMap<>();
        Map<Account, SpendLimit> spent;
        try {
            for (Step step : posting.steps()) {
                take(posting, step, deltas, held);
            }
            spent = spending.after(posting, held, at);
            for (Delta delta : deltas) {
                after.merge(
                        delta.account(),
                        balance(delta.account()).add(delta.amount()),
                        (before, _) -> before.add(delta.amount()));
                requireCovered(delta.account(), Objects.requireNonNull(after.get(delta.account())));
            }
        } catch (DomainException refused) {
            return Result.refused(refused);
        }
        requireBalanced(deltas);
        written.add(new Digested(posting, digest));
        write(posting, deltas);
        balances.putAll(after);
        changedBalances.putAll(after);
        holds.putAll(held);
        changedHolds.putAll(held);
        spending.keep(spent);
        return Result.written(at);
    }

    Instant at() {
        return at;
    }

    /** Of the last entry, also where this batch has none: a hold may be decided about after all of it was drawn. */
    long seq() {
        return chain.seq();
    }

    String hash() {
        return chain.hash();
    }

    List<Digested> written() {
        return written;
    }

    List<Entry> entries() {
        return entries;
    }

    Collection<Held> changedHolds() {
        return changedHolds.values();
    }

    Map<Account, BigDecimal> changedBalances() {
        return changedBalances;
    }

    Map<Account, SpendLimit> changedLimits() {
        return spending.changed();
    }

    UUID id(Account account) {
        return Objects.requireNonNull(ids.get(account));
    }

    private void take(Posting posting, Step step, List<Delta> deltas, Map<UUID, Held> held) {
        switch (step) {
            case Transfer(Account from, Account to, BigDecimal amount) -> move(deltas, from, to, amount);
            case Hold(UUID id, Account from, Account into, BigDecimal amount) -> {
                if (holds.containsKey(id) || held.containsKey(id)) {
                    throw new Conflict("HOLD_EXISTS", "a hold of this id exists already");
                }
                move(deltas, from, into, amount);
                held.put(id, new Held(id, from, into, amount, null, Amounts.ZERO, null, at, true));
            }
            case Draw(UUID id, List<Share> shares) -> held.put(id, draw(pending(id, held), shares, deltas));
            case Resolve(UUID id, Resolution how, List<Share> shares) ->
                held.put(id, resolve(posting, pending(id, held), how, shares, deltas));
        }
    }

    private Held pending(UUID id, Map<UUID, Held> held) {
        Held hold = held.getOrDefault(id, holds.get(id));
        if (hold == null) {
            throw new NotFound("HOLD_NOT_FOUND", "no money is held under this id");
        }
        if (hold.resolution() != null) {
            throw new Conflict("HOLD_RESOLVED", "what was held has been decided about already");
        }
        return hold;
    }

    private static Held draw(Held hold, List<Share> shares, List<Delta> deltas) {
        BigDecimal posted = hold.posted();
        for (Share share : shares) {
            if (share.to().currency() != hold.heldIn().currency()) {
                throw new Conflict("HOLD_OF_OTHER_CURRENCY", "what is held is of another currency");
            }
            move(deltas, hold.heldIn(), share.to(), share.amount());
            posted = posted.add(share.amount());
        }
        if (posted.compareTo(hold.amount()) > 0) {
            throw new Conflict("HOLD_TOO_SMALL", "less is held than is to be handed out");
        }
        return hold.with(null, posted, null);
    }

    private static Held resolve(Posting posting, Held hold, Resolution how, List<Share> shares, List<Delta> deltas) {
        BigDecimal posted = draw(hold, shares, deltas).posted();
        BigDecimal rest = hold.amount().subtract(posted);
        if (rest.signum() > 0) {
            move(deltas, hold.heldIn(), hold.from(), rest);
        }
        return hold.with(how, posted, posting.id());
    }

    private static void move(List<Delta> deltas, Account from, Account to, BigDecimal amount) {
        deltas.add(new Delta(from, amount.negate()));
        deltas.add(new Delta(to, amount));
    }

    private BigDecimal balance(Account account) {
        return Objects.requireNonNull(balances.get(account), "an account was not read");
    }

    private static void requireCovered(Account account, BigDecimal balance) {
        if (balance.signum() < 0 && !account.mayBeOverdrawn()) {
            throw new PaymentRequired(
                    "INSUFFICIENT_FUNDS",
                    "the " + account.kind().text() + " balance in " + account.currency() + " does not cover this");
        }
    }

    private static void requireBalanced(List<Delta> deltas) {
        Map<Object, BigDecimal> sums = new HashMap<>();
        deltas.forEach(delta -> sums.merge(delta.account().currency(), delta.amount(), BigDecimal::add));
        if (sums.values().stream().anyMatch(sum -> sum.signum() != 0)) {
            throw new IllegalStateException("a posting does not add up to zero");
        }
    }

    private void write(Posting posting, List<Delta> deltas) {
        Map<Account, BigDecimal> running = new HashMap<>();
        for (Delta delta : deltas) {
            BigDecimal after = running.getOrDefault(delta.account(), balance(delta.account()))
                    .add(delta.amount());
            running.put(delta.account(), after);
            UUID account = id(delta.account());
            String hash = chain.append(posting.id(), account, delta.amount(), after, at);
            entries.add(new Entry(chain.seq(), posting.id(), account, delta.amount(), after, hash));
        }
    }
}
