package org.aitbc.worker.gateway;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header of RFC 9110 section 10.2.3: seconds or a date. What cannot be read counts as not sent. */
final class RetryAfter {

    private static final Duration CAP = Duration.ofMinutes(10);

    private RetryAfter() {}

    static Duration in(HttpHeaders headers) {
        Duration wait = headers.firstValue("Retry-After").map(RetryAfter::parse).orElse(Duration.ZERO);
        return wait.compareTo(CAP) > 0 ? CAP : wait;
    }

    private static Duration parse(String value) {
        try {
            return value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }
}
