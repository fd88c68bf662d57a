package org.aitbc.starter.database;

import org.aitbc.starter.wake.WakeUps;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;

/** Connections outside of the pool, and wake-ups across processes. */
@AutoConfiguration
public class DatabaseAutoConfiguration {

    @Bean
    OwnConnections ownConnections(DataSourceProperties properties) {
        return new OwnConnections(
                properties.determineUrl(), properties.determineUsername(), properties.determinePassword());
    }

    @Bean(destroyMethod = "close")
    WakeUps wakeUps(OwnConnections connections) {
        return new WakeUps(connections);
    }
}
