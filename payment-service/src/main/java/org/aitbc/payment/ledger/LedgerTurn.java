package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aitbc.payment.ledger.Batch.Held;
import org.aitbc.payment.ledger.LedgerStore.Head;
import org.aitbc.payment.ledger.LedgerStore.Opened;
import org.aitbc.payment.ledger.LedgerStore.Written;
import org.aitbc.payment.ledger.Posting.Draw;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Step;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.aitbc.starter.request.IdempotencyHeader;

/** One writer's turn at the ledger: takes postings in, one after the other, each for itself, and each once. */
final class LedgerTurn {

    private final LedgerStore store;
    private final Supplier<UUID> ids;

    /** @param ids makes ids of accounts */
    LedgerTurn(LedgerStore store, Supplier<UUID> ids) {
        this.store = store;
        this.ids = ids;
    }

    /** What each came to, in the same order. */
    List<Result> take(List<Posting> postings) throws SQLException {
        Head head = store.lockHead();
        Map<UUID, Written> known =
                store.written(postings.stream().map(Posting::id).toList());
        Batch batch = read(postings, head);
        List<Result> results = new ArrayList<>(postings.size());
        for (Posting posting : postings) {
            String digest = posting.digest();
            Written before = known.get(posting.id());
            Result result = before == null ? batch.add(posting, digest) : again(digest, before);
            if (before == null && result.refused() == null) {
                known.put(posting.id(), new Written(digest, head.now()));
            }
            results.add(result);
        }
        if (!batch.written().isEmpty()) {
            store.write(batch);
        }
        return results;
    }

    private static Result again(String digest, Written first) {
        return digest.equals(first.digest()) ? Result.repeated(first.at()) : Result.refused(IdempotencyHeader.reused());
    }

    /** A batch on the accounts and holds that these postings are about; accounts that are new are opened. */
    private Batch read(List<Posting> postings, Head head) throws SQLException {
        List<Step> steps =
                postings.stream().flatMap(posting -> posting.steps().stream()).toList();
        List<UUID> named = steps.stream().flatMap(LedgerTurn::hold).toList();
        Map<UUID, Held> holds = named.isEmpty() ? new HashMap<>() : store.holds(named);
        Map<Account, UUID> accounts = new HashMap<>();
        Map<Account, BigDecimal> balances = new HashMap<>();
        List<Account> wanted = accounts(steps, holds.values());
        Map<Account, Opened> opened = store.accounts(wanted);
        Map<Account, UUID> isNew = new LinkedHashMap<>();
        for (Account account : wanted) {
            Opened before = opened.get(account);
            UUID id = before == null ? ids.get() : before.id();
            accounts.put(account, id);
            balances.put(account, before == null ? Amounts.ZERO : before.balance());
            if (before == null) {
                isNew.put(account, id);
            }
        }
        if (!isNew.isEmpty()) {
            store.open(isNew);
        }
        List<Account> spendable = wanted.stream()
                .filter(account -> account.kind() == Account.Kind.AVAILABLE)
                .toList();
        Map<Account, SpendLimit> limits = spendable.isEmpty() ? Map.of() : store.limits(spendable);
        return new Batch(head.now(), new Chain(head.seq(), head.hash()), accounts, balances, holds, limits);
    }

    private static Stream<UUID> hold(Step step) {
        return switch (step) {
            case Hold hold -> Stream.of(hold.id());
            case Draw draw -> Stream.of(draw.hold());
            case Resolve resolve -> Stream.of(resolve.hold());
            case Transfer _ -> Stream.of();
        };
    }

    private static List<Account> accounts(List<Step> steps, Collection<Held> holds) {
        Set<Account> accounts = new LinkedHashSet<>();
        steps.forEach(step -> {
            switch (step) {
                case Transfer transfer -> accounts.addAll(List.of(transfer.from(), transfer.to()));
                case Hold hold -> accounts.addAll(List.of(hold.from(), hold.into()));
                case Draw draw -> draw.shares().stream().map(Share::to).forEach(accounts::add);
                case Resolve resolve -> resolve.shares().stream().map(Share::to).forEach(accounts::add);
            }
        });
        holds.forEach(hold -> accounts.addAll(List.of(hold.from(), hold.heldIn())));
        return List.copyOf(accounts);
    }
}
