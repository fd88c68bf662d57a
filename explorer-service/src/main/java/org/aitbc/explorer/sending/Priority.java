package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much a transaction offers to be in a block soon. */
public enum Priority {
    LOW(20, 5, 2),
    MEDIUM(50, 8, 4),
    HIGH(75, 8, 6),
    URGENT(90, 12, 8),
    CRITICAL(98, 16, 12);

    private static final BigInteger QUARTERS = BigInteger.valueOf(4);

    private final double percentile;
    private final BigInteger headroom;
    private final BigInteger share;

    /**
     * @param percentile of the tips in blocks of late that it gives
     * @param headroom how many times the base fee it pays at most, in quarters: a full block raises it by an eighth
     * @param share of the tip that the node suggests, in quarters, where blocks of late were empty
     */
    Priority(double percentile, long headroom, long share) {
        this.percentile = percentile;
        this.headroom = BigInteger.valueOf(headroom);
        this.share = BigInteger.valueOf(share);
    }

    static List<Double> percentiles() {
        return Arrays.stream(values()).map(one -> one.percentile).toList();
    }

    BigInteger tip(BigInteger suggested) {
        return suggested.multiply(share).divide(QUARTERS);
    }

    Fees fees(BigInteger baseFee, BigInteger tip) {
        return new Fees(tip, baseFee.multiply(headroom).divide(QUARTERS).add(tip));
    }

    /** As it is kept and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for text that is none */
    public static Priority of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
