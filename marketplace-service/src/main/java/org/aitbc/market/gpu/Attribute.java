package org.aitbc.market.gpu;

import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.text.SpellingSuggestion;
import org.aitbc.starter.paging.Times;

/** What GPUs are found and sorted by: each is the column of {@code marketplace.listing} of its name. */
public enum Attribute {
    OWNER(Kind.TEXT),
    MINER_ID(Kind.TEXT),
    SLOT(Kind.NUMBER),
    MODEL(Kind.TEXT),
    MEMORY_GB(Kind.NUMBER),
    CUDA_VERSION(Kind.VERSION),
    REGION(Kind.TEXT),
    PRICE_PER_HOUR(Kind.NUMBER),
    CURRENCY(Kind.TEXT),
    MIN_HOURS(Kind.NUMBER),
    MAX_HOURS(Kind.NUMBER),
    MODELS(Kind.TEXTS),
    INTERRUPTIBLE(Kind.TRUTH),
    SLA(Kind.NUMBER),
    DESCRIPTION(Kind.TEXT),
    CUDA_CORES(Kind.NUMBER),
    COMPUTE_CAPABILITY(Kind.VERSION),
    OFFERED(Kind.TRUTH),
    LISTED_BY_WORKER(Kind.TRUTH),
    CLAIMED(Kind.TRUTH),
    DRIVER(Kind.VERSION),
    STATUS(Kind.TEXT),
    AVAILABLE(Kind.TRUTH),
    OFFER_STATUS(Kind.TEXT),
    AVERAGE_RATING(Kind.NUMBER),
    TOTAL_REVIEWS(Kind.NUMBER),
    RELIABILITY(Kind.NUMBER),
    LAST_SEEN(Kind.TIME),
    CREATED_AT(Kind.TIME),
    UPDATED_AT(Kind.TIME);

    final Kind kind;

    Attribute(Kind kind) {
        this.kind = kind;
    }

    /** How values compare. Text compares without regard to case. */
    enum Kind {
        TEXT("text", "lower(%s) collate \"C\"", ".*", "text"),
        /** Several texts, of which one must fit. */
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

        /** PostgreSQL's type of what {@link #comparable} comes to. */
        final String type;

        private final String comparable;
        private final Pattern form;
        private final String words;

        Kind(String type, String comparable, String form, String words) {
            this.type = type;
            this.comparable = comparable;
            this.form = Pattern.compile(form, Pattern.DOTALL);
            this.words = words;
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

        /** The value as PostgreSQL reads it. */
        String read(String value) {
            Invalid.when(!form.matcher(value).matches(), "INVALID_SEARCH", "'" + value + "' is not " + words);
            return this == TIME ? String.valueOf(Times.parse("it", value)) : value;
        }
    }

    /** The attribute of a name as it is in answers. */
    public static Optional<Attribute> named(String name) {
        return Stream.of(values()).filter(one -> one.text().equals(name)).findFirst();
    }

    /** The message about an unknown name: it suggests the nearest one, or lists all. */
    public static String meant(String name) {
        List<String> names = Stream.of(values()).map(Attribute::text).toList();
        return SpellingSuggestion.nearest(name, names)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "there are " + String.join(", ", names));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** SQL of what it is sorted by. */
    String key() {
        return kind.comparable(text());
    }

    /** SQL of whether the operator holds for the SQL expression {@code value}. */
    String is(Operator operator, String value) {
        return kind == Kind.TEXTS
                ? "exists (select from unnest(%s) one where %s)"
                        .formatted(text(), is(Kind.TEXT, "one", operator, value))
                : is(kind, text(), operator, value);
    }

    private static String is(Kind kind, String column, Operator operator, String value) {
        return operator == Operator.CONTAINS
                ? "strpos(lower(%s), lower(%s)) > 0".formatted(column, value)
                : kind.comparable(column) + " " + operator.sign() + " " + kind.comparable(value);
    }
}
