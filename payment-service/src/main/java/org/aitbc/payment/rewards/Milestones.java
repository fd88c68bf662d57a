package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.rewards.Milestone.Progress;
import org.aitbc.payment.rewards.MilestoneView.Claim;
import org.aitbc.payment.rewards.MilestoneView.Day;
import org.aitbc.payment.staking.StakerShares;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which milestones agents have reached, and which of them were rewarded. */
@Component
class Milestones {

    /** Two runs at once would each spend the same fees; in an order, so that they do not lock each other up. */
    private static final String TAKE_TURNS = "select agent from payment.reward_profile order by agent for update";

    private static final String PROGRESS = """
            select agent, max(jobs), max(earned), max(streak),
                   array(select milestone from payment.reward_distribution d where d.agent = p.agent and milestone is not null)
            from payment.reward_progress p join payment.reward_profile using (agent)
            group by agent order by agent""";

    /** What each payer's jobs brought the network counts up to a bound, and what was rewarded already is used up. */
    private static final String FEES = """
            select agent, sum(least(fees, :most)) as fees,
                   (select coalesce(sum(amount), 0) from payment.reward_distribution d
                    where d.agent = f.agent and milestone is not null) as rewarded
            from (select payee as agent, payer, sum(fee) as fees from core.payment
                  where payee in (:agents) and payer <> payee and status = 'released' and currency = 'AITBC'
                  group by payee, payer) f
            group by agent""";

    private static final String DAYS = """
            select day, jobs, earned, max(streak) over (order by day) from payment.reward_progress
            where agent = ? order by day""";

    private static final String CLAIMS = """
            select milestone, amount, processed_at from payment.reward_distribution
            where agent = ? and milestone is not null""";

    private final JdbcClient jdbc;
    private final RewardSettings settings;
    private final Standings standings;
    private final Distributions distributions;
    private final StakerShares stakerShares;

    Milestones(
            JdbcClient jdbc,
            RewardSettings settings,
            Standings standings,
            Distributions distributions,
            StakerShares stakerShares) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.standings = standings;
        this.distributions = distributions;
        this.stakerShares = stakerShares;
    }

    /**
     * Makes pending distributions of the milestones that agents with a profile have reached and were not rewarded for, as far as
     * the fees of their payers cover them; the others wait for more fees.
     */
    void award() {
        jdbc.sql(TAKE_TURNS).query(String.class).list();
        Map<String, List<Milestone>> unrewarded = new LinkedHashMap<>();
        jdbc.sql(PROGRESS).query(row -> {
            unrewarded.put(row.getString(1), unrewarded(row));
        });
        unrewarded.values().removeIf(List::isEmpty);
        if (unrewarded.isEmpty()) {
            return;
        }
        Map<String, BigDecimal> budgets = budgets(List.copyOf(unrewarded.keySet()));
        Map<String, Standing> all = standings.all();
        unrewarded.forEach((agent, reached) -> settings.covered(reached, budgets.getOrDefault(agent, Amounts.ZERO))
                .forEach(one -> distributions.add(
                        Distribution.of(one, settings.amount(one), Objects.requireNonNull(all.get(agent))))));
    }

    /** What is left of each agent's fees to reward milestones with. */
    private Map<String, BigDecimal> budgets(List<String> agents) {
        Map<String, BigDecimal> found = new HashMap<>();
        jdbc.sql(FEES)
                .param("agents", agents)
                .param("most", RewardPolicy.MOST_FEES_OF_PAYER)
                .query(row -> {
                    BigDecimal kept = stakerShares.restOf(row.getBigDecimal("fees"));
                    found.put(
                            row.getString("agent"),
                            RewardPolicy.milestoneBudget(kept).subtract(row.getBigDecimal("rewarded")));
                });
        return found;
    }

    /** All milestones, and how far the agent has come with each. */
    List<MilestoneView> of(Standing standing) {
        List<Day> days = jdbc.sql(DAYS)
                .param(standing.agent())
                .query((row, _) -> new Day(row.getObject(1, LocalDate.class), progress(row)))
                .list();
        Map<Milestone, Claim> claims = claims(standing.agent());
        return Arrays.stream(Milestone.values())
                .map(one -> MilestoneView.of(
                        standing, one, days, claims.getOrDefault(one, new Claim(settings.amount(one), null))))
                .toList();
    }

    private Map<Milestone, Claim> claims(String agent) {
        Map<Milestone, Claim> found = new HashMap<>();
        jdbc.sql(CLAIMS).param(agent).query(row -> {
            found.put(
                    Words.parse(Milestone.class, "milestone", row.getString(1)),
                    new Claim(row.getBigDecimal(2), row.getTimestamp(3)));
        });
        return found;
    }

    private static List<Milestone> unrewarded(ResultSet row) throws SQLException {
        List<String> rewarded = Arrays.asList((String[]) row.getArray(5).getArray());
        return Milestone.reachedBy(progress(row)).stream()
                .filter(one -> !rewarded.contains(one.text()))
                .toList();
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(row.getLong(2), row.getBigDecimal(3), row.getInt(4));
    }
}
