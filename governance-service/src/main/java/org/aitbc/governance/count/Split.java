package org.aitbc.governance.count;

import java.math.*;
import java.util.List;
import org.aitbc.domain.error.Invalid;

/** Of a ballot's power, the parts for, against and abstaining, which add up to one. */
public record Split(BigDecimal inFavor, BigDecimal against, BigDecimal abstain) {

    public Split {
        // a sum writes exponents out, so the parts come first
        boolean whole = List.of(inFavor, against, abstain).stream().allMatch(Split::isPart)
                && inFavor.add(against).add(abstain).compareTo(BigDecimal.ONE) == 0;
        Invalid.when(!whole, "INVALID_CHOICE", "split: parts from 0 to 1, with up to 8 decimals, which add up to 1");
    }

    public static Split of(List<BigDecimal> parts) {
        Invalid.when(parts.size() != 3, "INVALID_CHOICE", "split: the parts for, against and abstaining");
        return new Split(parts.get(0), parts.get(1), parts.get(2));
    }

    private static boolean isPart(BigDecimal one) {
        return Method.isPlain(one) && one.signum() >= 0 && one.compareTo(BigDecimal.ONE) <= 0;
    }

    public List<BigDecimal> parts() {
        return List.of(inFavor, against, abstain);
    }

    /** Rounded down; what rounding leaves goes to the greatest part, so that the parts are the power. */
    public Tally tally(BigDecimal power) {
        Tally low = new Tally(part(power, inFavor), part(power, against), part(power, abstain));
        BigDecimal rest = power.subtract(low.sum());
        if (inFavor.compareTo(against) >= 0 && inFavor.compareTo(abstain) >= 0) {
            return low.plus(new Tally(rest, BigDecimal.ZERO, BigDecimal.ZERO));
        }
        return low.plus(
                against.compareTo(abstain) >= 0
                        ? new Tally(BigDecimal.ZERO, rest, BigDecimal.ZERO)
                        : new Tally(BigDecimal.ZERO, BigDecimal.ZERO, rest));
    }

    private static BigDecimal part(BigDecimal power, BigDecimal share) {
        return power.multiply(share).setScale(8, RoundingMode.DOWN);
    }
}
