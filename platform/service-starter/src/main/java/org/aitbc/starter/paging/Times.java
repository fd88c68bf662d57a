package org.aitbc.starter.paging;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.aitbc.domain.error.Invalid;
import org.jspecify.annotations.Nullable;

/** Times in queries: ISO-8601 with a zone, without one (UTC), or a date alone (its start). */
public final class Times {

    private static final int DATE_LENGTH = 10;

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
            if (text.length() == DATE_LENGTH) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String zoned = text.replace(' ', 'T');
            return zoned.endsWith("Z") || zoned.matches(".*[+-]\\d\\d:?\\d\\d$")
                    ? OffsetDateTime.parse(zoned).toInstant()
                    : LocalDateTime.parse(zoned).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            throw new Invalid("VALIDATION_ERROR", name + ": is not an ISO-8601 time");
        }
    }
}
