package org.aitbc.miner.lease;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service's own statements on leases, for tests of other packages. */
public final class RealLeases {

    private RealLeases() {}

    public static LeaseTable on(DataSource database, LeaseSettings settings, Duration offlineAfter) {
        return new PostgresLeases(
                JdbcClient.create(database), settings, offlineAfter, new JobMeters(new SimpleMeterRegistry()));
    }
}
