package org.aitbc.starter.problem;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a member of a body must be, in words. */
final class ExpectedValue {

    private ExpectedValue() {}

    /** @param type of the member; null where it is not known */
    static String of(@Nullable Class<?> type) {
        if (type == null || type == Object.class) {
            return "has the wrong type";
        }
        return "must be " + (type.isEnum() ? "one of " + String.join(", ", WireNames.ofConstants(type)) : kind(type));
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
        if (type == Instant.class) {
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
