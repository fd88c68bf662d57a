package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Batch.Digested;
import org.aitbc.payment.ledger.Batch.Entry;
import org.aitbc.payment.ledger.LedgerStore.Opened;
import org.aitbc.payment.ledger.LedgerStore.Written;

/** What must hold of the ledger after each commit: it agrees with a napkin, adds up, and proves itself by its hashes. */
final class LedgerTruth {

    private final StoreModel store;
    private final Model napkin = new Model();
    private final Map<UUID, String> acknowledged = new LinkedHashMap<>();
    private int checked;
    private String hash = "00";

    LedgerTruth(StoreModel store) {
        this.store = store;
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    void committed(Batch batch) {
        for (Digested one : batch.written()) {
            int before = napkin.written();
            require(
                    napkin.post(one.posting()) && napkin.written() > before,
                    "written, but it must be refused or was written before: " + one.posting());
        }
        store.entries.subList(checked, store.entries.size()).forEach(this::chained);
        checked = store.entries.size();
        require(hash.equals(store.hash()) && checked == store.seq(), "the head is not the last entry");
        agrees();
    }

    /** A client was told that its posting is in the ledger. */
    void acknowledged(Posting posting, Result result) {
        Written written = store.postings.get(posting.id());
        require(
                written != null
                        && written.digest().equals(posting.digest())
                        && written.at().equals(result.at()),
                "acknowledged, but not written: " + posting);
        acknowledged.put(posting.id(), posting.digest());
    }

    /** At the end: what was acknowledged is there, and the entries alone tell the balances. */
    void end() {
        acknowledged.forEach(
                (id, digest) -> require(digest.equals(written(id).digest()), "acknowledged, but gone: " + id));
        Map<UUID, BigDecimal> replayed = new HashMap<>();
        store.entries.forEach(entry -> replayed.merge(entry.account(), entry.amount(), BigDecimal::add));
        store.accounts.forEach((account, opened) -> require(
                same(replayed.getOrDefault(opened.id(), BigDecimal.ZERO), opened.balance()),
                "entries do not add up to the balance of " + account));
        require(store.postings.size() == napkin.written(), "not as many postings as on the napkin");
    }

    private void agrees() {
        Map<Currency, BigDecimal> sums = new HashMap<>();
        for (Map.Entry<Account, Opened> one : store.accounts.entrySet()) {
            BigDecimal balance = one.getValue().balance();
            BigDecimal expected = napkin.balances().getOrDefault(one.getKey(), BigDecimal.ZERO);
            require(same(balance, expected), one.getKey() + " has " + balance + " and not " + expected);
            require(balance.signum() >= 0 || one.getKey().kind() == Account.Kind.EXTERNAL, "overdrawn: " + one);
            sums.merge(one.getKey().currency(), balance, BigDecimal::add);
        }
        require(sums.values().stream().allMatch(sum -> sum.signum() == 0), "does not add up to zero: " + sums);
        BigDecimal held = store.holds.values().stream()
                .filter(hold -> hold.resolution() == null)
                .map(hold -> hold.amount().subtract(hold.posted()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        require(same(held, napkin.held()), "held is " + held + " and not " + napkin.held());
    }

    private void chained(Entry entry) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(HexFormat.of().parseHex(hash));
        hash = HexFormat.of()
                .formatHex(sha256.digest("%d|%s|%s|%s|%s|%s"
                        .formatted(
                                entry.seq(),
                                entry.posting(),
                                entry.account(),
                                entry.amount().toPlainString(),
                                entry.balance().toPlainString(),
                                written(entry.posting()).at())
                        .getBytes(StandardCharsets.UTF_8)));
        require(hash.equals(entry.hash()), "entry " + entry.seq() + " does not follow from the one before");
    }

    private Written written(UUID posting) {
        return Objects.requireNonNull(store.postings.get(posting), "no posting " + posting);
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }
}
