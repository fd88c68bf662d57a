package org.aitbc.miner.lease;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.aitbc.starter.wake.Notifications;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sweep has a connection of its own: while requests wait for one of the pool's, leases end in time all the same. */
@Configuration(proxyBeanMethods = false)
class LeaseSweepConfiguration {

    @Bean(defaultCandidate = false)
    HikariDataSource sweepPool(DataSource pool) throws SQLException {
        HikariDataSource one = new HikariDataSource();
        pool.unwrap(HikariDataSource.class).copyStateTo(one);
        one.setPoolName("sweep");
        one.setMinimumIdle(1);
        one.setMaximumPoolSize(1);
        return one;
    }

    @Bean
    CircuitBreakers circuitBreakers(MeterRegistry meters) {
        CircuitBreakers breakers = new CircuitBreakers(System::nanoTime);
        Gauge.builder("aitbc.miners.failing", breakers, CircuitBreakers::failing)
                .description("Miners that get less work because they keep failing")
                .register(meters);
        return breakers;
    }

    @Bean
    LeaseSweep leaseSweep(
            @Qualifier("sweepPool") HikariDataSource pool,
            LeaseSettings settings,
            @Value("${aitbc.miners.offline-after}") Duration offlineAfter,
            Leases leases,
            CircuitBreakers breakers,
            Notifications notifications,
            JobMeters meters) {
        LeaseTable table = new PostgresLeases(JdbcClient.create(pool), settings, offlineAfter, meters);
        return new LeaseSweep(table, new LeaseEnds(table, leases, breakers, notifications), offlineAfter);
    }
}
