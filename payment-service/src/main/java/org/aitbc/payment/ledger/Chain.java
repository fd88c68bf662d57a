package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.aitbc.domain.digest.Sha256;

/**
 * The chain of entries: the hash of each is SHA-256 over the hash before it and the text
 * {@code seq|posting|account|amount|balance|at}, with amounts in 8 decimals and the time in ISO-8601.
 */
final class Chain {

    private final MessageDigest sha256 = Sha256.digest();
    private long seq;
    private byte[] hash;

    Chain(long seq, String hash) {
        this.seq = seq;
        this.hash = HexFormat.of().parseHex(hash);
    }

    /** Adds an entry; its hash. */
    String append(UUID posting, UUID account, BigDecimal amount, BigDecimal balance, Instant at) {
        seq++;
        String text = seq + "|" + posting + "|" + account + "|"
                + Amounts.exact(amount).toPlainString() + "|"
                + Amounts.exact(balance).toPlainString() + "|" + at;
        sha256.update(hash);
        hash = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        return hash();
    }

    long seq() {
        return seq;
    }

    String hash() {
        return HexFormat.of().formatHex(hash);
    }
}
