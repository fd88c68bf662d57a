package org.aitbc.market.global;

import org.aitbc.domain.error.DomainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Ends purchases whose time is over, and asks other markets what became of what was bought there. */
@Component
class SaleSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SaleSweep.class);

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
        try {
            sales.due().forEach(this::end);
        } catch (DataAccessException | TransactionException unavailable) {
            LOG.warn("purchases wait for the database: {}", unavailable.getMessage());
        }
    }

    private void end(Sale sale) {
        try {
            if (sale.market() != null) {
                external.follow(sale);
            } else if (sale.delivery().equals("delivered")) {
                settlement.release(sale.id(), false);
            } else {
                settlement.refund(sale, "expired", false);
            }
        } catch (DomainException later) {
            LOG.warn("purchase {} waits: {}", sale.id(), later.getMessage());
        }
    }
}
