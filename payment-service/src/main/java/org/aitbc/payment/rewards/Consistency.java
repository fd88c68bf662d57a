package org.aitbc.payment.rewards;

/**
 * How regularly an agent works, from its days (UTC).
 *
 * @param currentStreak days in a row with a paid job, up to today, or to yesterday while today has none yet
 * @param cleanDays of the last {@code days}, those with a completed job and without a failure
 * @param days since its first day, at most 30; 0 where it has none
 */
record Consistency(int currentStreak, int longestStreak, int cleanDays, int days) {

    static final Consistency NONE = new Consistency(0, 0, 0, 0);
}
