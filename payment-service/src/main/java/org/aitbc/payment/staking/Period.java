package org.aitbc.payment.staking;

import java.time.Duration;
import java.util.Locale;

/** The time that ends now and is that long. */
enum Period {
    HOURLY(Duration.ofHours(1)),
    DAILY(Duration.ofDays(1)),
    WEEKLY(Duration.ofDays(7)),
    MONTHLY(Duration.ofDays(30));

    /** For query parameters. */
    static final String PATTERN = "daily|weekly|monthly";

    static final String WITH_HOURLY = "hourly|" + PATTERN;

    private final Duration length;

    Period(Duration length) {
        this.length = length;
    }

    Duration length() {
        return length;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Period of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
