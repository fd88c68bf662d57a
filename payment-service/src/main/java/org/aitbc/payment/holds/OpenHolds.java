package org.aitbc.payment.holds;

import io.micrometer.core.instrument.MeterRegistry;
import org.aitbc.starter.metrics.Gauges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Measures undecided holds: only the service that made a hold decides about it, and it may have forgotten one. */
@Component
class OpenHolds {

    private static final String OPEN = """
            select count(*) as count, coalesce(extract(epoch from now() - min(at)), 0) as oldest_seconds
            from payment.money_hold where decision is null""";

    private final JdbcClient jdbc;
    private final Gauges<Open> open;

    OpenHolds(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.open = new Gauges<>(meters, new Open(0, 0))
                .gauge("aitbc.holds.open", "Holds of other services that are undecided", Open::count)
                .gauge("aitbc.holds.oldest.open.seconds", "Age of the oldest undecided hold", Open::oldestSeconds);
    }

    private record Open(long count, double oldestSeconds) {}

    @Scheduled(fixedDelayString = "${aitbc.payments.audit}")
    void measure() {
        open.measured(jdbc.sql(OPEN).query(Open.class).single());
    }
}
