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
            int year = Integer.parseInt(said.group(1));
            if (said.group(2) != null) {
                LocalDate start = LocalDate.of(year, Integer.parseInt(said.group(2)) * 3 - 2, 1);
                return of(text, start, start.plusMonths(3));
            }
            if (said.group(3) == null) {
                return of(text, LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
            }
            LocalDate start = LocalDate.of(year, Integer.parseInt(said.group(3)), day(said.group(4)));
            return of(text, start, said.group(4) == null ? start.plusMonths(1) : start.plusDays(1));
        } catch (DateTimeException noDay) {
            throw new Invalid("VALIDATION_ERROR", "period: there is no such day");
        }
    }

    private static int day(@Nullable String said) {
        return said == null ? 1 : Integer.parseInt(said);
    }

    private static Period of(String text, LocalDate from, LocalDate to) {
        return new Period(
                text,
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
