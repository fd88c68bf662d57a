package org.aitbc.payment.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.aitbc.payment.ledger.Batch.Digested;
import org.aitbc.payment.ledger.Batch.Entry;
import org.aitbc.payment.ledger.Batch.Held;
import org.aitbc.payment.ledger.LedgerStore.Head;
import org.aitbc.payment.ledger.LedgerStore.Opened;
import org.aitbc.payment.ledger.LedgerStore.Written;
import org.jspecify.annotations.Nullable;

/** What the statements on the schema {@code payment} do, as far as the ledger's turn sees it. */
final class StoreModel {

    private final Supplier<Instant> clock;
    final Map<UUID, Written> postings = new LinkedHashMap<>();
    final Map<UUID, Held> holds = new LinkedHashMap<>();
    final Map<Account, Opened> accounts = new LinkedHashMap<>();
    final List<Entry> entries = new ArrayList<>();
    private long seq;
    private String hash = "00";

    StoreModel(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** A transaction: nobody sees what it does before its commit. */
    final class Transaction implements LedgerStore {

        private final Map<Account, Opened> opened = new LinkedHashMap<>();
        private @Nullable Batch batch;

        @Override
        public Head lockHead() {
            return new Head(seq, hash, clock.get());
        }

        @Override
        public Map<UUID, Written> written(List<UUID> ids) {
            return among(postings, ids);
        }

        @Override
        public Map<UUID, Held> holds(List<UUID> ids) {
            Map<UUID, Held> found = among(holds, ids);
            found.replaceAll((id, hold) -> new Held(
                    id,
                    hold.from(),
                    hold.heldIn(),
                    hold.amount(),
                    hold.resolution(),
                    hold.posted(),
                    null,
                    hold.at(),
                    false));
            return found;
        }

        @Override
        public Map<Account, Opened> accounts(List<Account> wanted) {
            return among(accounts, wanted);
        }

        /** Nobody here has set one. */
        @Override
        public Map<Account, SpendLimit> limits(List<Account> wanted) {
            return Map.of();
        }

        @Override
        public void open(Map<Account, UUID> ids) {
            ids.forEach((account, id) -> opened.put(account, new Opened(id, Amounts.ZERO)));
        }

        @Override
        public void write(Batch written) {
            batch = written;
        }

        /** Commits; a batch that the tables refuse is an error of its writer. */
        @Nullable
        Batch commit() {
            accounts.putAll(opened);
            if (batch != null) {
                StoreModel.this.commit(batch);
            }
            return batch;
        }
    }

    Transaction begin() {
        return new Transaction();
    }

    private void commit(Batch batch) {
        for (Digested one : batch.written()) {
            unique(postings.put(one.posting().id(), new Written(one.digest(), batch.at())), "posting_pkey");
        }
        for (Entry entry : batch.entries()) {
            unique(entries.size() >= entry.seq() ? entry : null, "entry_pkey");
            entries.add(entry);
        }
        for (Held hold : batch.changedHolds()) {
            Held before = holds.put(hold.id(), hold);
            unique(hold.isNew() ? before : null, "hold_pkey");
        }
        batch.changedBalances().forEach((account, balance) -> {
            if (balance.signum() < 0 && account.kind() != Account.Kind.EXTERNAL) {
                throw new IllegalStateException("account_not_overdrawn");
            }
            accounts.put(account, new Opened(batch.id(account), balance));
        });
        seq = batch.seq();
        hash = batch.hash();
    }

    long seq() {
        return seq;
    }

    String hash() {
        return hash;
    }

    private static void unique(@Nullable Object before, String constraint) {
        if (before != null) {
            throw new IllegalStateException(constraint);
        }
    }

    private static <K, V> Map<K, V> among(Map<K, V> all, List<K> keys) {
        Map<K, V> found = new HashMap<>();
        keys.stream().filter(all::containsKey).forEach(key -> found.put(key, all.get(key)));
        return found;
    }
}
