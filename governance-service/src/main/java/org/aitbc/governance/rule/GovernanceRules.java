package org.aitbc.governance.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.starter.parameter.Parameters;
import org.springframework.stereotype.Component;

/** The rules that are in force. */
@Component
public class GovernanceRules {

    private final Supplier<BigDecimal> proposalThreshold;
    private final Supplier<BigDecimal> quorumFraction;
    private final Supplier<Duration> votingDelay;
    private final Supplier<Duration> votingPeriod;
    private final Supplier<Duration> lateExtension;
    private final Supplier<Duration> timelock;
    private final Supplier<Duration> councilPeriod;
    private final Supplier<BigDecimal> apyCeiling;

    GovernanceRules(Parameters parameters, GovernanceSettings settings) {
        proposalThreshold = parameters.use(Parameter.PROPOSAL_THRESHOLD, settings.proposalThreshold());
        quorumFraction = parameters.use(Parameter.QUORUM_FRACTION, settings.quorumFraction());
        votingDelay = time(parameters, Parameter.VOTING_DELAY, settings.votingDelay());
        votingPeriod = time(parameters, Parameter.VOTING_PERIOD, settings.votingPeriod());
        lateExtension = time(parameters, Parameter.LATE_EXTENSION, settings.lateExtension());
        timelock = time(parameters, Parameter.TIMELOCK, settings.timelock());
        councilPeriod = time(parameters, Parameter.COUNCIL_PERIOD, settings.councilPeriod());
        apyCeiling = parameters.use(Parameter.APY_CEILING, BigDecimal.valueOf(20));
    }

    private static Supplier<Duration> time(Parameters parameters, Parameter parameter, Duration setting) {
        Supplier<BigDecimal> seconds = parameters.use(parameter, BigDecimal.valueOf(setting.toSeconds()));
        return () -> Duration.ofSeconds(seconds.get().longValue());
    }

    public BigDecimal proposalThreshold() {
        return proposalThreshold.get();
    }

    public BigDecimal quorumFraction() {
        return quorumFraction.get();
    }

    public Duration votingDelay() {
        return votingDelay.get();
    }

    public Duration votingPeriod() {
        return votingPeriod.get();
    }

    public Duration lateExtension() {
        return lateExtension.get();
    }

    public Duration timelock() {
        return timelock.get();
    }

    public Duration councilPeriod() {
        return councilPeriod.get();
    }

    /** The most that the formula of stakers' rewards comes to, in percent a year; distributions of earnings come on top. */
    public BigDecimal apyCeiling() {
        return apyCeiling.get();
    }
}
