package org.aitbc.miner.lease;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.starter.parameter.Parameters;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** How long leases last and how often jobs are tried, at each moment: as governance decided, or else as is set. */
@Component
@Primary
class GovernedLeases extends LeaseSettings {

    private final Supplier<BigDecimal> seconds;
    private final Supplier<BigDecimal> attempts;

    GovernedLeases(LeaseSettings set, Parameters parameters) {
        super(set.duration(), set.silent(), set.maxAttempts(), set.sweep());
        BigDecimal setting = BigDecimal.valueOf(set.duration().toMillis(), 3);
        seconds = parameters.use(Parameter.LEASE_DURATION, setting);
        attempts = parameters.use(Parameter.MAX_ATTEMPTS, BigDecimal.valueOf(set.maxAttempts()));
    }

    @Override
    public Duration duration() {
        return Duration.ofMillis(seconds.get().movePointRight(3).longValue());
    }

    @Override
    public int maxAttempts() {
        return attempts.get().intValue();
    }
}
