package org.aitbc.market.priceindex;

import org.aitbc.market.sweep.Sweep;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sums up the receipts of hours that are over, so that nobody's question reads all of them. */
@Component
class PrintSweep {

    private final PriceIndex index;

    PrintSweep(PriceIndex index) {
        this.index = index;
    }

    @Scheduled(
            fixedDelayString = "${aitbc.market.price-index.look:60s}",
            initialDelayString = "${aitbc.market.price-index.look:60s}")
    void look() {
        Sweep.run("sums up receipts", () -> {
            while (index.sumNext()) {
                // hours behind are made up for
            }
        });
    }
}
