package org.aitbc.governance.report;

import java.time.*;
import java.util.regex.*;
import org.aitbc.domain.error.Invalid;
import org.jspecify.annotations.Nullable;

/** A year, quarter, month or day of UTC, written {@code 2026}, {@code 2026-Q3}, {@code 2026-08} or {@code 2026-08-31}. */
record Period(String text, Instant from, Instant to) {

    private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-Q([1-4])|-(\\d{2})(?:-(\\d{2}))?)?");

    static Period of(String text) {
        Matcher said = FORM.matcher(text);
        Invalid.when(!said.matches(), "VALIDATION_ERROR", "period: YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD");
        try {
            String quarter = said.group(2);
            String month = said.group(3);
            String day = said.group(4);
            int first = quarter == null ? number(month) : Integer.parseInt(quarter) * 3 - 2;
            LocalDate from = LocalDate.of(Integer.parseInt(said.group(1)), first, number(day));
            LocalDate to =
                    day == null ? from.plusMonths(quarter != null ? 3 : month != null ? 1 : 12) : from.plusDays(1);
            return new Period(text, startOf(from), startOf(to));
        } catch (DateTimeException noDay) {
            throw new Invalid("VALIDATION_ERROR", "period: there is no such day");
        }
    }

    private static int number(@Nullable String said) {
        return said == null ? 1 : Integer.parseInt(said);
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
