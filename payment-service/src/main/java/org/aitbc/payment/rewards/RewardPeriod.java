package org.aitbc.payment.rewards;

import java.time.LocalDate;

/** How many days (UTC) a report looks at, the last one included. */
enum RewardPeriod {
    DAILY(1),
    WEEKLY(7),
    MONTHLY(30);

    private final int days;

    RewardPeriod(int days) {
        this.days = days;
    }

    LocalDate firstDay(LocalDate lastDay) {
        return lastDay.minusDays(days - 1);
    }
}
