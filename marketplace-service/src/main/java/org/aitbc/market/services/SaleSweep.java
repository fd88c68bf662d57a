package org.aitbc.market.services;

import java.util.concurrent.TimeUnit;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends purchases whose time is over. */
@Component
record SaleSweep(Sales sales, ManageSales manageSales, Sweeps sweeps) {

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void run() {
        sweeps.each("purchase of services", sales::due, manageSales::expire);
    }
}
