package org.aitbc.governance.count;

import java.math.*;
import java.util.*;
import org.aitbc.domain.error.Invalid;

/** Of a ballot's power, the parts for, against and abstaining, which add up to one. */
public record Split(List<BigDecimal> parts) {

    public Split {
        // a sum writes exponents out, so each part comes first
        boolean whole = parts.size() == 3
                && parts.stream().allMatch(Split::isPart)
                && Tally.of(parts).sum().compareTo(BigDecimal.ONE) == 0;
        Invalid.when(
                !whole,
                "INVALID_CHOICE",
                "split: the parts for, against and abstaining, from 0 to 1, with up to 8 decimals, which add up to 1");
    }

    private static boolean isPart(BigDecimal one) {
        return Method.isPlain(one) && one.signum() >= 0 && one.compareTo(BigDecimal.ONE) <= 0;
    }

    /** Rounded down; what rounding leaves goes to the greatest part, so that the parts are the power. */
    public Tally tally(BigDecimal power) {
        List<BigDecimal> shares = new ArrayList<>(parts);
        shares.replaceAll(part -> power.multiply(part).setScale(8, RoundingMode.DOWN));
        BigDecimal rest = power.subtract(Tally.of(shares).sum());
        int greatest = parts.indexOf(Collections.max(parts));
        shares.set(greatest, shares.get(greatest).add(rest));
        return Tally.of(shares);
    }
}
