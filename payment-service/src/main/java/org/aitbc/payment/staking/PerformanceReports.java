package org.aitbc.payment.staking;

import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What oracles report of agents. Each report counts for itself: the mean of their accuracies decides about the tier. */
@Component
@Transactional
class PerformanceReports {

    private static final String INSERT = """
            insert into payment.stake_report
              (id, agent, accuracy, successful, response_time, compute_power, energy_efficiency, reporter)
            values (:id, :agent, :accuracy, :successful, :responseTime, :computePower, :energyEfficiency, :reporter)""";

    private final Standings standings;
    private final JdbcClient jdbc;

    PerformanceReports(Standings standings, JdbcClient jdbc) {
        this.standings = standings;
        this.jdbc = jdbc;
    }

    /** That a report is kept. */
    record Reported(String message) {}

    Reported add(Caller oracle, AgentPerformanceUpdateRequest report) {
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
    }
}
