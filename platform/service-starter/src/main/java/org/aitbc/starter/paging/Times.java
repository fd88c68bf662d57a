package org.aitbc.starter.paging;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.aitbc.domain.error.Invalid;
import org.jspecify.annotations.Nullable;

/** Times in queries: ISO-8601 with a zone, without one (UTC), or a date alone (its start). */
public final class Times {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][X]")
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    /** Years of more digits are no one's intent, and the furthest fit no database. */
    private static final int LAST_YEAR = 9999;

    private Times() {}

    /**
     * The time of a query parameter, or null where it is not given.
     *
     * @throws Invalid when the text is no time
     */
    public static @Nullable Instant parse(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', 'T'), FORMAT);
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException notATime) {
            // told below
        }
        throw new Invalid("VALIDATION_ERROR", name + ": is not an ISO-8601 time, such as 2026-01-31T12:00:00Z");
    }
}
