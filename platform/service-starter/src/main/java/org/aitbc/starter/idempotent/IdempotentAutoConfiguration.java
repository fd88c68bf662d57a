package org.aitbc.starter.idempotent;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** {@link IdempotentRequests} for services whose schema has a table of answers ({@code aitbc.answers: true}). */
@AutoConfiguration
@ConditionalOnBooleanProperty("aitbc.answers")
public class IdempotentAutoConfiguration {

    @Bean
    IdempotentRequests idempotentRequests(
            @Value("${aitbc.schema}") String schema,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            JsonMapper json) {
        return new IdempotentRequests(schema, jdbc, transactions, json);
    }
}
