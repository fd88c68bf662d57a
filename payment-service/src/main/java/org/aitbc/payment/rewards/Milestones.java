package org.aitbc.payment.rewards;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aitbc.payment.rewards.Milestone.Progress;
import org.aitbc.payment.rewards.MilestoneView.Claim;
import org.aitbc.payment.rewards.MilestoneView.Day;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which milestones agents have reached, and which of them were rewarded. */
@Component
class Milestones {

    /** In an order, so that two runs at once wait for each other and do not lock each other up. */
    private static final String PROGRESS = """
            select agent, max(jobs), max(earned), max(streak),
                   array(select milestone from payment.reward_distribution d where d.agent = p.agent and milestone is not null)
            from payment.reward_progress p join payment.reward_profile using (agent)
            group by agent order by agent""";

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

    Milestones(JdbcClient jdbc, RewardSettings settings, Standings standings, Distributions distributions) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.standings = standings;
        this.distributions = distributions;
    }

    private record Reached(String agent, Milestone milestone) {}

    /** Makes pending distributions of the milestones that agents with a profile have reached and were not rewarded for. */
    void award() {
        List<Reached> unrewarded = new ArrayList<>();
        jdbc.sql(PROGRESS).query(row -> {
            unrewarded.addAll(unrewarded(row));
        });
        if (unrewarded.isEmpty()) {
            return;
        }
        Map<String, Standing> all = standings.all();
        unrewarded.forEach(one -> distributions.add(Distribution.of(
                one.milestone(), settings.amount(one.milestone()), Objects.requireNonNull(all.get(one.agent())))));
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

    private static List<Reached> unrewarded(ResultSet row) throws SQLException {
        String agent = row.getString(1);
        List<String> rewarded = Arrays.asList((String[]) row.getArray(5).getArray());
        return Milestone.reachedBy(progress(row)).stream()
                .filter(one -> !rewarded.contains(one.text()))
                .map(one -> new Reached(agent, one))
                .toList();
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(row.getLong(2), row.getBigDecimal(3), row.getInt(4));
    }
}
