package org.aitbc.governance.count;

import java.math.BigDecimal;
import java.util.List;

/** Power that was cast. */
public record Tally(BigDecimal inFavor, BigDecimal against, BigDecimal abstain) {

    static Tally of(List<BigDecimal> parts) {
        return new Tally(parts.get(0), parts.get(1), parts.get(2));
    }

    public BigDecimal sum() {
        return inFavor.add(against).add(abstain);
    }

    public Tally plus(Tally other) {
        return new Tally(inFavor.add(other.inFavor), against.add(other.against), abstain.add(other.abstain));
    }

    public Tally minus(Tally other) {
        return new Tally(
                inFavor.subtract(other.inFavor), against.subtract(other.against), abstain.subtract(other.abstain));
    }

    /** The power that counts towards a quorum. Votes against do not, so that opposing never helps to reach it. */
    public boolean reaches(BigDecimal quorum) {
        return inFavor.add(abstain).compareTo(quorum) >= 0;
    }

    /** A tie does not pass. */
    public boolean passes(BigDecimal threshold) {
        return inFavor.compareTo(inFavor.add(against).multiply(threshold)) > 0;
    }
}
