package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What an agent can reach once. */
enum Milestone {
    FIRST_JOB("First paid job", Measure.JOBS, 1),
    JOBS_10("10 paid jobs", Measure.JOBS, 10),
    JOBS_100("100 paid jobs", Measure.JOBS, 100),
    JOBS_1000("1000 paid jobs", Measure.JOBS, 1000),
    EARNED_100("100 AITBC earned", Measure.EARNED, 100),
    EARNED_1000("1000 AITBC earned", Measure.EARNED, 1000),
    STREAK_7("A paid job on 7 days in a row", Measure.STREAK, 7),
    STREAK_30("A paid job on 30 days in a row", Measure.STREAK, 30);

    private enum Measure {
        JOBS,
        EARNED,
        STREAK
    }

    /**
     * Progress of an agent, by jobs that others paid for; its own jobs do not count.
     *
     * @param earned for jobs, net of fees, in AITBC
     * @param streak the most days in a row with a paid job
     */
    record Progress(long jobs, BigDecimal earned, int streak) {}

    private final String title;
    private final Measure measure;
    private final BigDecimal target;

    Milestone(String title, Measure measure, long target) {
        this.title = title;
        this.measure = measure;
        this.target = BigDecimal.valueOf(target);
    }

    static List<Milestone> reachedBy(Progress progress) {
        return Arrays.stream(values()).filter(one -> one.isReachedBy(progress)).toList();
    }

    String title() {
        return title;
    }

    BigDecimal target() {
        return target;
    }

    BigDecimal value(Progress progress) {
        return switch (measure) {
            case JOBS -> BigDecimal.valueOf(progress.jobs());
            case EARNED -> progress.earned();
            case STREAK -> BigDecimal.valueOf(progress.streak());
        };
    }

    boolean isReachedBy(Progress progress) {
        return value(progress).compareTo(target) >= 0;
    }

    /** Always the same for an agent, also as the id of the distribution and its posting: so it is paid once. */
    UUID id(String agent) {
        return UUID.nameUUIDFromBytes((agent + "\n" + name()).getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return Words.of(this);
    }
}
