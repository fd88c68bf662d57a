package org.aitbc.market.pricing;

import java.util.Arrays;
import java.util.UUID;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Samples the price of each working GPU, and keeps the last sample of each hour for as long as the history goes back. */
@Component
record PriceSampler(JdbcClient jdbc, Gpus gpus, DynamicPrices prices, Sweeps sweeps) {

    @Scheduled(
            fixedDelayString = "${aitbc.market.pricing.look:60s}",
            initialDelayString = "${aitbc.market.pricing.first-look:1s}")
    void sample() {
        sweeps.run("price sample", () -> {
            prices.quotes(gpus.working()).forEach((gpu, quote) -> keep(gpu.id(), quote));
            jdbc.sql("delete from marketplace.price_sample where hour < now() - interval '90 days'")
                    .update();
        });
    }

    private void keep(UUID gpu, Quote quote) {
        jdbc.sql("""
            insert into marketplace.price_sample (gpu_id, hour, price, demand, supply, utilisation, confidence, strategy)
            values (?, date_trunc('hour', now()), ?, ?, ?, ?, ?, ?)
            on conflict (gpu_id, hour) do update set price = excluded.price, demand = excluded.demand, supply = excluded.supply,
              utilisation = excluded.utilisation, confidence = excluded.confidence, strategy = excluded.strategy\
            """)
                .params(Arrays.asList(
                        gpu,
                        quote.price(),
                        quote.demandLevel(),
                        quote.supplyLevel(),
                        quote.utilisation(),
                        quote.confidence(),
                        quote.strategy()))
                .update();
    }
}
