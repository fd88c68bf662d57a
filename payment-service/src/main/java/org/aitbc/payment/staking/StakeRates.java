package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.starter.parameter.Parameters;
import org.aitbc.starter.parameter.Parameters.Step;
import org.springframework.stereotype.Component;

/**
 * What stakes earn a year, in percent. Each moment counts with the base and the ceiling that were in force then, so a decision
 * changes nothing of what is owed for the time before it.
 */
@Component
class StakeRates {

    private final Parameters parameters;
    private final Supplier<BigDecimal> base;
    private final Supplier<BigDecimal> ceiling;

    StakeRates(Parameters parameters) {
        this.parameters = parameters;
        this.base = parameters.use(Parameter.BASE_APY, StakePolicy.BASE_APY);
        this.ceiling = parameters.use(Parameter.APY_CEILING, StakePolicy.MOST_APY);
    }

    BigDecimal base() {
        return base.get();
    }

    BigDecimal apy(Tier tier, int lockDays) {
        return StakePolicy.apy(base.get(), ceiling.get(), tier, lockDays);
    }

    /** What a stake has earned in a time, for whole seconds; nothing where it ends before it begins. */
    BigDecimal accrual(BigDecimal amount, Tier tier, int lockDays, Instant from, Instant to) {
        List<Step> bases = parameters.history(Parameter.BASE_APY, StakePolicy.BASE_APY);
        List<Step> ceilings = parameters.history(Parameter.APY_CEILING, StakePolicy.MOST_APY);
        TreeSet<Instant> ends = new TreeSet<>(Set.of(to));
        bases.forEach(one -> ends.add(one.since()));
        ceilings.forEach(one -> ends.add(one.since()));
        BigDecimal percentSeconds = BigDecimal.ZERO;
        for (Instant at = from; at.isBefore(to); ) {
            Instant end = Objects.requireNonNull(ends.higher(at));
            long seconds = Duration.between(from, end).toSeconds()
                    - Duration.between(from, at).toSeconds();
            BigDecimal apy = StakePolicy.apy(valueAt(bases, at), valueAt(ceilings, at), tier, lockDays);
            percentSeconds = percentSeconds.add(apy.multiply(BigDecimal.valueOf(seconds)));
            at = end;
        }
        return StakePolicy.accrual(amount, percentSeconds);
    }

    private static BigDecimal valueAt(List<Step> newestFirst, Instant at) {
        return newestFirst.stream()
                .filter(one -> !one.since().isAfter(at))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
