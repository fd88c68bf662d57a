package org.aitbc.starter.problem;

import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aitbc.domain.text.SpellingSuggestion;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a value must be, in words. */
final class ExpectedValue {

    private static final Pattern CHOICE = Pattern.compile("must match \"((?:[\\w-]+\\|)+[\\w-]+)\"");

    private ExpectedValue() {}

    /**
     * @param type null where it is not known
     * @param refused null where it is not known
     */
    static String of(@Nullable Class<?> type, @Nullable Object refused) {
        if (type == null || type == Object.class) {
            return "has the wrong type";
        }
        return type.isEnum() ? oneOf(WireNames.ofConstants(type), refused) : "must be " + kind(type);
    }

    /** @param message of the rule that was broken; where that is a choice of words, they are named */
    static String of(@Nullable String message, @Nullable Object refused) {
        Matcher choice = CHOICE.matcher(String.valueOf(message));
        return choice.matches() ? oneOf(List.of(choice.group(1).split("\\|")), refused) : String.valueOf(message);
    }

    private static String oneOf(List<String> words, @Nullable Object refused) {
        return "must be one of " + String.join(", ", words)
                + SpellingSuggestion.nearest(Objects.toString(refused, ""), words)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private static String kind(Class<?> type) {
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class) {
            return "a whole number from -2147483648 to 2147483647";
        }
        if (type == Long.class || type == long.class) {
            return "a whole number of at most 19 digits";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (type == UUID.class) {
            return "an id of 32 hexadecimal digits";
        }
        if (Temporal.class.isAssignableFrom(type) && type != LocalDate.class) {
            return "a time such as 2026-01-31T12:00:00Z";
        }
        if (type == LocalDate.class) {
            return "a date such as 2026-01-31";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (Collection.class.isAssignableFrom(type) || type == ArrayNode.class || type.isArray()) {
            return "an array";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) || JsonNode.class.isAssignableFrom(type)
                ? "an object"
                : "of another type";
    }
}
