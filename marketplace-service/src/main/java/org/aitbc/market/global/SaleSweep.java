package org.aitbc.market.global;

import org.aitbc.market.sweep.Sweep;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends purchases whose time is over, and asks other markets what became of what was bought there. */
@Component
class SaleSweep {

    private final Sales sales;
    private final Settlement settlement;
    private final ExternalSales external;

    SaleSweep(Sales sales, Settlement settlement, ExternalSales external) {
        this.sales = sales;
        this.settlement = settlement;
        this.external = external;
    }

    @Scheduled(fixedDelayString = "${aitbc.global-marketplace.sweep:5s}")
    void run() {
        Sweep.each("purchase", sales::due, id -> end(sales.require(id)));
    }

    private void end(Sale sale) {
        if (sale.market() != null) {
            external.follow(sale.id());
        } else if (sale.delivery().equals("delivered")) {
            settlement.release(sale.id(), false);
        } else {
            settlement.refund(sale, "expired", false);
        }
    }
}
