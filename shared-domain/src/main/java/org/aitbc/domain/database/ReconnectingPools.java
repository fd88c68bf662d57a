package org.aitbc.domain.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Lets connection pools find a database soon after it is back. By itself a pool doubles its pause after each failure, up to
 * five seconds, and requests for a connection wait with it.
 */
public final class ReconnectingPools implements BeanPostProcessor {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
            pool.setDataSource(new RetryingDataSource(
                    new DriverDataSource(
                            pool.getJdbcUrl(),
                            pool.getDriverClassName(),
                            pool.getDataSourceProperties(),
                            pool.getUsername(),
                            pool.getPassword()),
                    PATIENCE));
        }
        return bean;
    }
}
