package org.aitbc.market.bounty;

/** The days that end now. */
enum Period {
    DAILY(1),
    WEEKLY(7),
    MONTHLY(30);

    private final int days;

    Period(int days) {
        this.days = days;
    }

    int days() {
        return days;
    }
}
