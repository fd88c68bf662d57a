package org.aitbc.miner.dispatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service's own classes, for tests of other packages. */
public final class RealRequirements {

    private RealRequirements() {}

    public static Requirements on(JdbcClient jdbc) {
        return new Requirements(jdbc, Duration.ofMinutes(1), new SimpleMeterRegistry());
    }
}
