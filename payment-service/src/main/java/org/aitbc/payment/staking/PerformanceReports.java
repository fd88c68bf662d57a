package org.aitbc.payment.staking;

import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.once.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What oracles report of agents. Each report counts for itself: the mean of their accuracies decides about the tier. */
@Component
class PerformanceReports {

    private static final String INSERT = """
            insert into payment.stake_report
              (id, agent, accuracy, successful, response_time, compute_power, energy_efficiency, reporter)
            values (:id, :agent, :accuracy, :successful, :responseTime, :computePower, :energyEfficiency, :reporter)""";

    private final Once once;
    private final Standings standings;
    private final JdbcClient jdbc;

    PerformanceReports(Once once, Standings standings, JdbcClient jdbc) {
        this.once = once;
        this.standings = standings;
        this.jdbc = jdbc;
    }

    /** That a report is kept. */
    record Reported(String message) {}

    Reported add(Caller oracle, @Nullable String key, AgentPerformanceUpdateRequest report) {
        return once.run(oracle, key, "stake.report", report, Reported.class, () -> {
            standings.require(report.agentWallet());
            jdbc.sql(INSERT)
                    .param("id", Ids.next())
                    .param("agent", report.agentWallet())
                    .param("accuracy", report.accuracy())
                    .param("successful", report.wasSuccessful())
                    .param("responseTime", report.responseTime())
                    .param("computePower", report.computePower())
                    .param("energyEfficiency", report.energyEfficiency())
                    .param("reporter", oracle.subject())
                    .update();
            return new Reported("Agent performance updated successfully");
        });
    }
}
