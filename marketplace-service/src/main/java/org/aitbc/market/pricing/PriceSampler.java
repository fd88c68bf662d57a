package org.aitbc.market.pricing;

import java.util.UUID;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.aitbc.market.sweep.Sweep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at the price of each GPU that works, and keeps what it saw last in each hour for as long as history is asked for. */
@Component
class PriceSampler {

    private static final int KEPT_DAYS = 90;

    private final JdbcClient jdbc;
    private final Gpus gpus;
    private final DynamicPrices prices;

    PriceSampler(JdbcClient jdbc, Gpus gpus, DynamicPrices prices) {
        this.jdbc = jdbc;
        this.gpus = gpus;
        this.prices = prices;
    }

    @Scheduled(
            fixedDelayString = "${aitbc.market.pricing.look:60s}",
            initialDelayString = "${aitbc.market.pricing.first-look:1s}")
    void look() {
        Sweep.run("looks at prices", () -> {
            prices.quotes(gpus.working()).forEach((gpu, quote) -> keep(gpu.id(), quote));
            jdbc.sql("delete from marketplace.price_sample where hour < now() - make_interval(days => ?)")
                    .param(KEPT_DAYS)
                    .update();
        });
    }

    private void keep(UUID gpu, Quote quote) {
        jdbc.sql("""
                        insert into marketplace.price_sample (gpu_id, hour, price, demand, supply, utilisation, confidence, strategy)
                        values (:gpu, date_trunc('hour', now()), :price, :demand, :supply, :utilisation, :confidence, :strategy)
                        on conflict (gpu_id, hour) do update set price = excluded.price, demand = excluded.demand, supply = excluded.supply,
                          utilisation = excluded.utilisation, confidence = excluded.confidence, strategy = excluded.strategy""")
                .param("gpu", gpu)
                .param("price", quote.price())
                .param("demand", quote.demandLevel())
                .param("supply", quote.supplyLevel())
                .param("utilisation", quote.utilisation())
                .param("confidence", quote.confidence())
                .param("strategy", quote.strategy())
                .update();
    }
}
