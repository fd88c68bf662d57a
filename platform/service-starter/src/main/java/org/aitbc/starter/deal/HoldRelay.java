package org.aitbc.starter.deal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.MoneyHolds.Decision;
import org.aitbc.starter.deal.Hold.State;
import org.aitbc.starter.schedule.Sweeps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Sends decisions until payment-service has them. Two instances may send the same: it is decided once. */
class HoldRelay {

    private static final Logger LOG = LoggerFactory.getLogger(HoldRelay.class);

    /** Money that no deal has taken goes back then; longer than a call to payment-service can last. */
    private static final Duration ORPHAN_AFTER = Duration.ofSeconds(60);
    /** What payment-service refused is sent again then: perhaps somebody has the name of the payee by then. */
    private static final Duration REFUSED_AGAIN = Duration.ofMinutes(1);

    private final HoldTable table;
    private final MoneyHolds money;
    private final Sweeps sweeps;
    private volatile int waiting;

    HoldRelay(HoldTable table, MoneyHolds money, Sweeps sweeps, MeterRegistry meters) {
        this.table = table;
        this.money = money;
        this.sweeps = sweeps;
        Gauge.builder("aitbc.deals.decisions.waiting", this, relay -> relay.waiting)
                .description("Decisions about money that payment-service is yet to be told of")
                .register(meters);
    }

    @Scheduled(fixedDelay = 15_000)
    void measure() {
        waiting = table.waiting();
    }

    @Scheduled(fixedDelayString = "${aitbc.deals.interval:200ms}")
    void send() {
        sweeps.each(
                "hold",
                () -> table.orphans(ORPHAN_AFTER),
                id -> table.decide(id, State.WANTED, HoldTable.giveBack(id)));
        sweeps.run("decisions about holds", () -> table.due().forEach(this::settle));
    }

    private void settle(Decision decision) {
        try {
            table.settled(decision.hold(), money.settle(decision));
        } catch (DomainException refused) {
            LOG.warn("decision {} of hold {} waits: {}", decision.kind(), decision.hold(), refused.getMessage());
            if (!(refused instanceof Unavailable)) {
                table.putOff(decision.hold(), REFUSED_AGAIN);
            }
        }
    }
}
