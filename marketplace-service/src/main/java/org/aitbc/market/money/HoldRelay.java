package org.aitbc.market.money;

import io.micrometer.core.instrument.MeterRegistry;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.MoneyHolds.Decision;
import org.aitbc.market.money.Hold.State;
import org.aitbc.market.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends decisions until payment-service has them. Several instances may send the same: it is decided once. */
@Component
class HoldRelay {

    private static final Logger LOG = LoggerFactory.getLogger(HoldRelay.class);

    private final HoldTable table;
    private final MoneyHolds money;
    private final MoneySettings settings;
    private volatile int waiting;

    HoldRelay(HoldTable table, MoneyHolds money, MoneySettings settings, MeterRegistry meters) {
        this.table = table;
        this.money = money;
        this.settings = settings;
        meters.gauge("aitbc.market.decisions.waiting", this, relay -> relay.waiting);
    }

    @Scheduled(fixedDelayString = "${aitbc.market.money.look:200ms}")
    void send() {
        Sweep.each(
                "money of deal",
                () -> table.orphans(settings.orphanAfter()),
                id -> table.decide(id, State.WANTED, HoldTable.giveBack(id)));
        Sweep.run("decisions about money", () -> {
            table.due().forEach(this::settle);
            waiting = table.waiting();
        });
    }

    private void settle(Decision decision) {
        try {
            table.settled(decision.hold(), money.settle(decision));
        } catch (DomainException refused) {
            LOG.warn("decision {} of hold {} waits: {}", decision.kind(), decision.hold(), refused.getMessage());
            if (!(refused instanceof Unavailable)) {
                table.putOff(decision.hold(), settings.refusedAgain());
            }
        }
    }
}
