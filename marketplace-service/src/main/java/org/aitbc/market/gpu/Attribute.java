package org.aitbc.market.gpu;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
    STATUS(Kind.TEXT),
    AVAILABLE(Kind.TRUTH),
    OFFER_STATUS(Kind.TEXT),
    AVERAGE_RATING(Kind.NUMBER),
    TOTAL_REVIEWS(Kind.NUMBER),
    RELIABILITY(Kind.NUMBER),
    LAST_SEEN(Kind.TIME),
    CREATED_AT(Kind.TIME),
    UPDATED_AT(Kind.TIME);

    private final Kind kind;

    Attribute(Kind kind) {
        this.kind = kind;
    }

    /** The attribute of a name as it is in answers. */
    public static Optional<Attribute> named(String name) {
        return Stream.of(values()).filter(one -> one.text().equals(name)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Kind kind() {
        return kind;
    }

    /** SQL of what it is sorted by. */
    String key() {
        return kind.comparable(text());
    }

    /** SQL of whether it is so to the text of the SQL expression {@code value}. */
    String is(Operator operator, String value) {
        if (kind == Kind.TEXTS) {
            return "exists (select from unnest(%s) one where %s)"
                    .formatted(text(), is(Kind.TEXT, "one", operator, value));
        }
        return is(kind, text(), operator, value);
    }

    private static String is(Kind kind, String column, Operator operator, String value) {
        return operator == Operator.CONTAINS
                ? "strpos(lower(%s), lower(%s)) > 0".formatted(column, value)
                : kind.comparable(column) + " " + operator.sign() + " " + kind.comparable(value);
    }
}
