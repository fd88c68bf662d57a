package org.aitbc.starter.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import org.aitbc.starter.trace.Spans;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Readers of the outbox for the consumers that a service has. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class OutboxAutoConfiguration {

    @Bean
    OutboxReaders outboxReaders(
            ObjectProvider<OutboxConsumer> consumers,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            MeterRegistry meters,
            Spans spans) {
        return new OutboxReaders(consumers.orderedStream().toList(), jdbc, transactions, meters, spans);
    }

    @Bean
    OutboxWriter outboxWriter(JdbcClient jdbc) {
        return new OutboxWriter(jdbc);
    }
}
