package org.aitbc.bench.chaos.check;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Books.Account;
import org.aitbc.bench.chaos.check.Books.Entry;
import org.aitbc.bench.chaos.check.Books.Hold;
import org.aitbc.bench.chaos.check.Books.Payment;
import org.aitbc.bench.chaos.check.Books.Posting;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.domain.digest.Sha256;

/** The ledger, recomputed from the first entry. */
final class LedgerChecks {

    private static final String CURRENCY = "AITBC";
    private static final int DECIMALS = 8;

    private LedgerChecks() {}

    /** Every currency adds up to zero, no balance is negative, nothing stays in escrow. */
    static void driftIsZero(Rows rows, Consumer<String> wrong) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Account account : rows.books().accounts()) {
            sums.merge(account.currency(), account.balance(), BigDecimal::add);
            if (account.balance().signum() < 0 && !account.kind().equals("external")) {
                wrong.accept("overdrawn: " + account);
            }
            if (account.balance().signum() != 0 && account.kind().equals("escrow")) {
                wrong.accept("still in escrow: " + account);
            }
        }
        sums.forEach((currency, sum) -> {
            if (sum.signum() != 0) {
                wrong.accept(currency + " adds up to " + sum);
            }
        });
    }

    /** The entries of each account, added up, are its balance, at each entry and in the end; those of a posting are zero. */
    static void replayEqualsBalances(Rows rows, Consumer<String> wrong) {
        Map<String, BigDecimal> replayed = new HashMap<>();
        Map<String, BigDecimal> postings = new HashMap<>();
        Map<String, String> currencies =
                rows.books().accounts().stream().collect(Collectors.toMap(Account::id, Account::currency, (a, _) -> a));
        for (Entry entry : rows.books().entries()) {
            BigDecimal balance = replayed.merge(entry.account(), entry.amount(), BigDecimal::add);
            if (balance.compareTo(entry.balance()) != 0) {
                wrong.accept(entry + " leaves what those up to it do not add up to: " + balance);
            }
            String currency = String.valueOf(currencies.get(entry.account()));
            postings.merge(entry.posting() + " in " + currency, entry.amount(), BigDecimal::add);
        }
        for (Account account : rows.books().accounts()) {
            BigDecimal sum = replayed.getOrDefault(account.id(), BigDecimal.ZERO);
            if (sum.compareTo(account.balance()) != 0) {
                wrong.accept(account + " has entries that add up to " + sum);
            }
        }
        postings.forEach((posting, sum) -> {
            if (sum.signum() != 0) {
                wrong.accept("posting " + posting + " adds up to " + sum);
            }
        });
    }

    /** What went into each escrow account is what its holds are of: each was made once. */
    static void heldOnce(Rows rows, Consumer<String> wrong) {
        Map<String, String> kinds =
                rows.books().postings().stream().collect(Collectors.toMap(Posting::id, Posting::kind, (a, _) -> a));
        Map<String, BigDecimal> open = new TreeMap<>();
        rows.books().entries().stream()
                .filter(entry -> entry.amount().signum() > 0 && "escrow.hold".equals(kinds.get(entry.posting())))
                .forEach(entry -> open.merge(entry.account(), entry.amount(), BigDecimal::add));
        for (Hold hold : rows.books().holds()) {
            open.merge(hold.heldIn(), hold.amount().negate(), BigDecimal::add);
        }
        open.forEach((account, difference) -> {
            if (difference.signum() != 0) {
                wrong.accept("into escrow " + account + " went " + difference + " more than its holds are of");
            }
        });
    }

    /** What each has follows from what was put in and from the payments. */
    static void purses(History history, Rows rows, Consumer<String> wrong) {
        Map<String, BigDecimal> due = new TreeMap<>();
        history.deposits().stream()
                .filter(deposit -> deposit.currency().equals(CURRENCY))
                .forEach(deposit -> due.merge(deposit.owner(), deposit.amount(), BigDecimal::add));
        for (Payment payment : rows.books().payments()) {
            due.merge(payment.payer(), payment.released().negate(), BigDecimal::add);
            due.merge("@network", payment.fee(), BigDecimal::add);
            if (payment.payee() != null) {
                due.merge(payment.payee(), payment.released().subtract(payment.fee()), BigDecimal::add);
            }
        }
        for (Account account : rows.books().accounts()) {
            boolean isPurse =
                    account.kind().equals("available") || account.kind().equals("fees");
            if (isPurse && account.currency().equals(CURRENCY)) {
                due.merge(account.owner(), account.balance().negate(), BigDecimal::add);
            }
        }
        due.forEach((owner, missing) -> {
            if (missing.signum() != 0) {
                wrong.accept(owner + " lacks " + missing);
            }
        });
    }

    /** Each entry's hash covers the one before, and the ledger ends where it says. */
    static void chained(Rows rows, Consumer<String> wrong) {
        MessageDigest sha256 = Sha256.digest();
        long seq = 0;
        byte[] hash = {0};
        for (Entry entry : rows.books().entries()) {
            seq++;
            String text = "%d|%s|%s|%s|%s|%s"
                    .formatted(
                            seq,
                            entry.posting(),
                            entry.account(),
                            entry.amount().setScale(DECIMALS).toPlainString(),
                            entry.balance().setScale(DECIMALS).toPlainString(),
                            entry.at());
            sha256.update(hash);
            hash = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
            if (entry.seq() != seq || !HexFormat.of().formatHex(hash).equals(entry.hash())) {
                wrong.accept("the chain breaks at " + entry);
                return;
            }
        }
        if (rows.books().head().seq() != seq
                || !rows.books().head().hash().equals(HexFormat.of().formatHex(hash))) {
            wrong.accept("the last entry is " + seq + ", not " + rows.books().head());
        }
    }
}
