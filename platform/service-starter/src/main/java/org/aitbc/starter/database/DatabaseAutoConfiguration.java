package org.aitbc.starter.database;

import org.aitbc.domain.database.ReconnectingPools;
import org.aitbc.starter.trace.Spans;
import org.aitbc.starter.wake.Notifications;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Migrations, connections outside of the pool, and wake-ups across processes. */
@AutoConfiguration(after = JdbcTemplateAutoConfiguration.class, before = JdbcClientAutoConfiguration.class)
public class DatabaseAutoConfiguration {

    @Bean
    static ReconnectingPools reconnectingPools() {
        return new ReconnectingPools();
    }

    @Bean
    DedicatedConnections dedicatedConnections(DataSourceProperties properties, Spans spans) {
        return new DedicatedConnections(
                properties.determineUrl(), properties.determineUsername(), properties.determinePassword(), spans);
    }

    @Bean
    JdbcClient jdbcClient(JdbcTemplate database, JsonMapper json) {
        return RecordStatement.client(database, json);
    }

    @Bean
    DatabaseClock databaseClock(JdbcClient jdbc) {
        return new DatabaseClock(jdbc);
    }

    /** First the schema that all share, then the service's own, if it has one ({@code aitbc.schema}). */
    @Bean
    FlywayMigrationStrategy migrations(@Value("${aitbc.schema:}") String schema) {
        return core -> {
            core.migrate();
            if (!schema.isEmpty()) {
                Flyway.configure()
                        .configuration(core.getConfiguration())
                        .schemas(schema)
                        .defaultSchema(schema)
                        .locations("classpath:db/migration/" + schema)
                        .load()
                        .migrate();
            }
        };
    }

    @Bean(destroyMethod = "close")
    Notifications notifications(DedicatedConnections connections) {
        return new Notifications(connections);
    }
}
