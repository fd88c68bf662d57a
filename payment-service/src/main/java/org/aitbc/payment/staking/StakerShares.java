package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.starter.parameter.Parameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The stakers' share of the network fee for an agent's paid jobs. Settlement posts it to {@link #pool}; stakes earn
 * from that pool while it lasts.
 */
@Component
public class StakerShares {

    private static final String STAKED = """
            select i.agent from unnest(:agents::text[]) as i(agent)
            where exists (select from payment.stake s where s.agent = i.agent and s.status = 'active')""";

    private final JdbcClient jdbc;
    private final Supplier<BigDecimal> feeShare;
    private final Supplier<BigDecimal> greatestShare;
    private final Supplier<List<Parameters.Step>> history;

    StakerShares(JdbcClient jdbc, StakingSettings settings, Parameters parameters) {
        this.jdbc = jdbc;
        this.feeShare = parameters.use(Parameter.FEE_SHARE, settings.feeShare());
        this.greatestShare = () -> parameters.greatest(Parameter.FEE_SHARE, settings.feeShare());
        this.history = () -> parameters.history(Parameter.FEE_SHARE, settings.feeShare());
    }

    /** The account of an agent's stakers. */
    public static Account pool(String agent) {
        return new Account(agent, Currency.AITBC, Account.Kind.POOL);
    }

    /** What the network kept of past fees at least, whether or not somebody staked and whichever share was in force. */
    public BigDecimal restOf(BigDecimal fees) {
        return fees.subtract(Amounts.floor(fees.multiply(greatestShare.get())));
    }

    /** Which share counted when. */
    public List<Parameters.Step> history() {
        return history.get();
    }

    /** For one settlement, as {@link #among} and {@link Staked#of}. */
    public BigDecimal of(String agent, BigDecimal fee) {
        return among(Set.of(agent)).of(agent, fee);
    }

    /** Which of these agents have an active stake, with one query for a batch of settlements. */
    public Staked among(Collection<String> agents) {
        return new Staked(
                jdbc.sql(STAKED)
                        .param("agents", agents.stream().distinct().toArray(String[]::new))
                        .query(String.class)
                        .set(),
                feeShare.get());
    }

    /** The agents that are staked on at a moment. */
    public record Staked(Set<String> agents, BigDecimal feeShare) {

        public Staked {
            agents = Set.copyOf(agents);
        }

        /**
         * The stakers' part of a fee in AITBC.
         *
         * @return rounded down to 8 decimals; zero for an agent without an active stake, and zero is no step of a posting
         */
        public BigDecimal of(String agent, BigDecimal fee) {
            return agents.contains(agent) ? Amounts.floor(fee.multiply(feeShare)) : Amounts.ZERO;
        }
    }
}
