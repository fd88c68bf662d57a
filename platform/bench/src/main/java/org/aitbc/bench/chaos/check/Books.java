package org.aitbc.bench.chaos.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The money in the database: what jobs are paid with, and the ledger.
 *
 * @param entries in their order
 * @param head the last entry, by the ledger's own word
 */
public record Books(
        List<Payment> payments,
        List<Hold> holds,
        List<Posting> postings,
        List<Account> accounts,
        List<Entry> entries,
        Head head) {

    public record Payment(
            String id,
            String job,
            String payer,
            BigDecimal amount,
            String currency,
            String status,
            BigDecimal released,
            BigDecimal fee,
            BigDecimal refunded,
            @Nullable String payee,
            @Nullable String miner,
            @Nullable String settlement) {}

    public record Hold(
            String id,
            String heldIn,
            BigDecimal amount,
            String state,
            BigDecimal posted,
            @Nullable String resolvedBy) {}

    public record Posting(String id, String kind, String reference) {}

    public record Account(String id, String owner, String currency, String kind, BigDecimal balance) {}

    public record Entry(
            long seq, String posting, String account, BigDecimal amount, BigDecimal balance, Instant at, String hash) {}

    public record Head(long seq, String hash) {}
}
