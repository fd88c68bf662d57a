package org.aitbc.governance.parameter;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.starter.parameter.Parameters;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** The rules that are in force, which proposals change. */
@Component
public class GovernanceRules {

    /** What counts until a proposal changes it. */
    @ConfigurationProperties("aitbc.governance")
    record Settings(
            @DefaultValue("100") BigDecimal proposalThreshold,
            @DefaultValue("0.04") BigDecimal quorumFraction,
            @DefaultValue("1d") Duration votingDelay,
            @DefaultValue("7d") Duration votingPeriod,
            @DefaultValue("1d") Duration lateExtension,
            @DefaultValue("2d") Duration timelock,
            @DefaultValue("3d") Duration councilPeriod) {}

    public final Supplier<BigDecimal> proposalThreshold;
    public final Supplier<BigDecimal> quorumFraction;
    public final Supplier<Duration> votingDelay;
    public final Supplier<Duration> votingPeriod;
    public final Supplier<Duration> lateExtension;
    public final Supplier<Duration> timelock;
    public final Supplier<Duration> councilPeriod;
    /** The most that the formula of stakers' rewards comes to, in percent a year; distributions of earnings come on top. */
    public final Supplier<BigDecimal> apyCeiling;

    GovernanceRules(Parameters parameters, Settings settings) {
        proposalThreshold = parameters.use(Parameter.PROPOSAL_THRESHOLD, settings.proposalThreshold);
        quorumFraction = parameters.use(Parameter.QUORUM_FRACTION, settings.quorumFraction);
        votingDelay = time(parameters, Parameter.VOTING_DELAY, settings.votingDelay);
        votingPeriod = time(parameters, Parameter.VOTING_PERIOD, settings.votingPeriod);
        lateExtension = time(parameters, Parameter.LATE_EXTENSION, settings.lateExtension);
        timelock = time(parameters, Parameter.TIMELOCK, settings.timelock);
        councilPeriod = time(parameters, Parameter.COUNCIL_PERIOD, settings.councilPeriod);
        apyCeiling = parameters.use(Parameter.APY_CEILING, BigDecimal.valueOf(20));
    }

    private static Supplier<Duration> time(Parameters parameters, Parameter parameter, Duration setting) {
        Supplier<BigDecimal> seconds = parameters.use(parameter, BigDecimal.valueOf(setting.toSeconds()));
        return () -> Duration.ofSeconds(seconds.get().longValue());
    }
}
