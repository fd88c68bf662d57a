package org.aitbc.governance.count;

import java.math.BigDecimal;
import java.util.*;
import java.util.stream.IntStream;
import org.aitbc.domain.error.Invalid;
import org.jspecify.annotations.Nullable;

/** How voters say what they want. All but {@code BASIC} are between choices, which are numbered from 1, and execute nothing. */
public enum Method {
    BASIC,
    SINGLE,
    APPROVAL,
    WEIGHTED,
    QUADRATIC,
    RANKED;

    /** @param count how many choices there are */
    public void require(@Nullable List<Integer> choices, @Nullable List<BigDecimal> weights, int count) {
        boolean valid = (this == WEIGHTED || this == QUADRATIC)
                ? choices == null && weights != null && weights.size() == count && areWeights(weights)
                : weights == null && choices != null && areChoices(choices, count);
        Invalid.when(!valid, "INVALID_CHOICE", "choices, weights: not as this proposal is voted on");
    }

    private static boolean areWeights(List<BigDecimal> weights) {
        return weights.stream()
                        .allMatch(one ->
                                isPlain(one) && one.signum() >= 0 && one.compareTo(BigDecimal.valueOf(1_000_000)) <= 0)
                && weights.stream().anyMatch(one -> one.signum() > 0);
    }

    /** Without an exponent that takes long to write out. */
    static boolean isPlain(BigDecimal number) {
        return number.scale() >= -8 && number.scale() <= 8;
    }

    private boolean areChoices(List<Integer> choices, int count) {
        Set<Integer> named = new HashSet<>(choices);
        int most = this == SINGLE ? 1 : count;
        return !choices.isEmpty()
                && choices.size() <= most
                && named.size() == choices.size()
                && IntStream.rangeClosed(1, count).boxed().toList().containsAll(named);
    }
}
