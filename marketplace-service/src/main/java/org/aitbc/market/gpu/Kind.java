package org.aitbc.market.gpu;

import java.util.regex.Pattern;
import org.aitbc.domain.error.Invalid;
import org.aitbc.starter.paging.Times;

/** What sort of thing an attribute is, and so how it compares. Text compares without regard to case. */
enum Kind {
    TEXT("text", "lower(%s) collate \"C\"", ".*", "text"),
    /** Several texts, of which one is to fit. */
    TEXTS("text", "lower(array_to_string(%s, ',')) collate \"C\"", ".*", "text"),
    /** Compares by its numbers: 12.10 is above 12.9. */
    VERSION(
            "int[]",
            "case when %1$s ~ '^\\d{1,9}([.]\\d{1,9}){0,7}$' then string_to_array(%1$s, '.')::int[] end",
            "\\d{1,9}([.]\\d{1,9}){0,7}",
            "a version such as 12.4"),
    NUMBER("numeric", "%s::numeric", "[+-]?\\d{1,20}([.]\\d{1,20})?", "a number"),
    TRUTH("boolean", "%s::boolean", "(?i)true|false", "true or false"),
    TIME("timestamptz", "%s::timestamptz", "\\d{4}-.*", "an ISO-8601 time");

    private final String type;
    private final String comparable;
    private final Pattern form;
    private final String words;

    Kind(String type, String comparable, String form, String words) {
        this.type = type;
        this.comparable = comparable;
        this.form = Pattern.compile(form, Pattern.DOTALL);
        this.words = words;
    }

    /** PostgreSQL's type of what {@link #comparable} comes to. */
    String type() {
        return type;
    }

    /** What of this SQL expression is compared. */
    String comparable(String expression) {
        return comparable.formatted(expression);
    }

    boolean knows(Operator operator) {
        return switch (operator) {
            case EQUAL -> this != TIME;
            case CONTAINS -> this == TEXT || this == TEXTS || this == VERSION;
            case LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL -> this == NUMBER || this == VERSION || this == TIME;
        };
    }

    /**
     * A value of this kind as PostgreSQL reads it.
     *
     * @throws Invalid when it is none
     */
    String read(String value) {
        if (!form.matcher(value).matches()) {
            throw new Invalid("INVALID_SEARCH", "'" + value + "' is not " + words);
        }
        return this == TIME ? String.valueOf(Times.parse("it", value)) : value;
    }
}
