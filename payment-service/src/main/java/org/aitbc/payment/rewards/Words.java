package org.aitbc.payment.rewards;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Invalid;

/** Constants as the wire and the database spell them, in lower case. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** @throws Invalid when there is no such constant, with the name of the parameter that said so */
    static <E extends Enum<E>> E parse(Class<E> type, String parameter, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new Invalid(
                        "VALIDATION_ERROR",
                        parameter + ": must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Words::of)
                                        .collect(Collectors.joining(", "))));
    }
}
