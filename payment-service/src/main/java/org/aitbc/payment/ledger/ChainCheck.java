package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads entries in their order and tells where one is missing or changed, or a posting does not add up to zero. */
public final class ChainCheck {

    private final Chain chain;
    private final Consumer<String> wrong;
    private final Map<String, BigDecimal> sums = new HashMap<>();
    private @Nullable UUID posting;
    private boolean broken;

    /**
     * @param seq the last entry that is known to be right
     * @param hash of that entry, in hexadecimal digits
     */
    public ChainCheck(long seq, String hash, Consumer<String> wrong) {
        this.chain = new Chain(seq, hash);
        this.wrong = wrong;
    }

    /** The next entry: seq, posting, account, currency, amount, balance, at, hash. Of a broken chain the first break is told. */
    public void entry(ResultSet row) throws SQLException {
        UUID of = row.getObject("posting", UUID.class);
        if (!of.equals(posting)) {
            addsUp();
            posting = of;
        }
        BigDecimal amount = row.getBigDecimal("amount");
        sums.merge(String.valueOf(row.getString("currency")), amount, BigDecimal::add);
        if (broken) {
            return;
        }
        String hash = chain.append(
                of,
                row.getObject("account", UUID.class),
                amount,
                row.getBigDecimal("balance"),
                row.getTimestamp("at").toInstant());
        if (row.getLong("seq") != chain.seq()) {
            breaks("entry " + chain.seq() + " is missing");
        } else if (!hash.equals(row.getString("hash"))) {
            breaks("entry " + chain.seq() + " was changed");
        }
    }

    /** No more entries; the ledger's head is at this place. */
    public void end(long seq, String hash) {
        addsUp();
        if (!broken && (chain.seq() != seq || !chain.hash().equals(hash))) {
            breaks("the last entry is not " + seq);
        }
    }

    private void addsUp() {
        if (sums.values().stream().anyMatch(sum -> sum.signum() != 0)) {
            wrong.accept("posting " + posting + " does not add up to zero");
        }
        sums.clear();
    }

    private void breaks(String what) {
        broken = true;
        wrong.accept(what);
    }
}
