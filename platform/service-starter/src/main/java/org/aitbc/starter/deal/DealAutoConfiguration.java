package org.aitbc.starter.deal;

import io.micrometer.core.instrument.MeterRegistry;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.starter.idempotent.IdempotentAutoConfiguration;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.aitbc.starter.schedule.SweepAutoConfiguration;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@link Deals} for services whose schema has a table of holds ({@code aitbc.deals.enabled: true}). */
@AutoConfiguration(after = {IdempotentAutoConfiguration.class, SweepAutoConfiguration.class})
@ConditionalOnBooleanProperty("aitbc.deals.enabled")
public class DealAutoConfiguration {

    @Bean
    HoldTable holdTable(JdbcClient jdbc, JsonMapper json, IdempotentRequests requests) {
        return new HoldTable(jdbc, json, requests.schema());
    }

    @Bean
    Deals heldDeals(HoldTable table, MoneyHolds money, IdempotentRequests requests) {
        return new Deals(table, money, requests);
    }

    @Bean
    HoldRelay holdRelay(HoldTable table, MoneyHolds money, Sweeps sweeps, MeterRegistry meters) {
        return new HoldRelay(table, money, sweeps, meters);
    }
}
