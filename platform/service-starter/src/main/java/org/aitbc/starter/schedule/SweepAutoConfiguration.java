package org.aitbc.starter.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import org.aitbc.starter.database.DedicatedConnection;
import org.aitbc.starter.database.DedicatedConnections;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Sweeps, with one leader among the replicas of a service. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class SweepAutoConfiguration {

    @Bean
    Leadership leadership(@Value("${spring.application.name}") String service, DedicatedConnections connections) {
        return new Leadership(service, new DedicatedConnection(connections));
    }

    @Bean
    Sweeps sweeps(Leadership leadership, TransactionTemplate transactions, MeterRegistry meters) {
        return new Sweeps(leadership, transactions, meters);
    }

    @Bean
    Retention retention(
            Sweeps sweeps,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            MeterRegistry meters,
            @Value("${aitbc.retention.days:90}") int days) {
        return new Retention(sweeps, jdbc, transactions, meters, days);
    }
}
