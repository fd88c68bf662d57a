package org.aitbc.payment.staking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an agent did over time, oldest first. */
@Component
class AgentHistory {

    private static final String REPORTED = """
            select r.response_time, r.energy_efficiency, greatest(r.at, m.at, d.at) as updated_at
            from (select avg(response_time) as response_time, avg(energy_efficiency) as energy_efficiency, max(at) as at
                  from payment.stake_report where agent = :agent) r,
                 (select max(updated_at) as at from core.miner where owner = :agent) m,
                 (select max(day)::timestamp at time zone 'utc' as at from payment.agent_day where agent = :agent) d""";

    private static final String WEEKS = """
            select avg(accuracy) from payment.stake_report where agent = ? and at >= now() - interval '12 weeks'
            group by date_trunc('week', at, 'utc') order by date_trunc('week', at, 'utc')""";

    private static final String MONTHS = """
            select sum(earned) from payment.agent_day
            where agent = ? and day >= date_trunc('month', now() at time zone 'utc') - interval '11 months'
            group by date_trunc('month', day::timestamp) order by date_trunc('month', day::timestamp)""";

    private static final String DAYS = """
            select agent, completed::float8 / (completed + failed) as success from payment.agent_day
            where agent = any(:agents) and completed + failed > 0 and day >= (now() at time zone 'utc')::date - 29
            order by agent, day""";

    private final JdbcClient jdbc;

    AgentHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param responseTime the mean of the reports that say it
     * @param updatedAt of the last report, job or registration
     */
    record Reported(
            @Nullable BigDecimal responseTime, @Nullable BigDecimal energyEfficiency, Instant updatedAt) {}

    private record Day(String agent, double success) {}

    /** Of somebody who owns miners. */
    Reported reported(String agent) {
        return jdbc.sql(REPORTED).param("agent", agent).query(Reported.class).single();
    }

    /** The mean accuracy of each of the last 12 weeks (UTC, from Monday) that has reports. */
    List<BigDecimal> weeklyAccuracy(String agent) {
        return jdbc.sql(WEEKS).param(agent).query(BigDecimal.class).list();
    }

    /** What it earned in each of the last 12 months (UTC) in which anything of it ended. */
    List<BigDecimal> monthlyEarnings(String agent) {
        return jdbc.sql(MONTHS).param(agent).query(BigDecimal.class).list();
    }

    /** The share of jobs it completed, 0..1, on each of the last 30 days (UTC) on which one ended. */
    List<Double> dailySuccess(String agent) {
        return dailySuccess(List.of(agent)).apply(agent);
    }

    /** The same of some agents, read at once. */
    Function<String, List<Double>> dailySuccess(Collection<String> agents) {
        Map<String, List<Double>> days =
                jdbc.sql(DAYS).param("agents", agents.toArray(String[]::new)).query(Day.class).list().stream()
                        .collect(groupingBy(Day::agent, mapping(Day::success, toList())));
        return agent -> days.getOrDefault(agent, List.of());
    }
}
