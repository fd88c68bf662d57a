package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aitbc.explorer.crosschain.Amounts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has become of bridge requests. */
@Component
public class SwapStatistics {

    private final JdbcClient jdbc;

    SwapStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param totalRequests how many were made
     * @param completedRequests how many of them were completed
     * @param successRate of those that have ended, 0 to 1; 0 where none has
     * @param totalVolume of those that were completed, in coins; of tokens nothing is added to them, to {@code totalFees}
     *     neither
     * @param totalFees the suite's part, in coins
     * @param averageProcessingTimeMinutes mean time from request to completion
     * @param chainDistribution how many went from which chain to which
     */
    public record BridgeStatistics(
            int timePeriodHours,
            long totalRequests,
            long completedRequests,
            double successRate,
            BigDecimal totalVolume,
            BigDecimal totalFees,
            double averageProcessingTimeMinutes,
            Map<String, Long> chainDistribution,
            Instant generatedAt) {}

    public BridgeStatistics of(int hours) {
        Map<String, Long> pairs = new LinkedHashMap<>();
        jdbc.sql(SwapTables.PAIRS).param(hours).query(row -> {
            pairs.put(row.getString("pair"), row.getLong("many"));
        });
        return jdbc.sql(SwapTables.STATISTICS)
                .param(hours)
                .query((row, _) -> {
                    long ended = row.getLong("ended");
                    return new BridgeStatistics(
                            hours,
                            row.getLong("total"),
                            row.getLong("completed"),
                            ended == 0 ? 0 : row.getLong("completed") / (double) ended,
                            Amounts.plain(row.getBigDecimal("volume")),
                            Amounts.plain(row.getBigDecimal("fees")),
                            row.getDouble("minutes"),
                            pairs,
                            Instant.now());
                })
                .single();
    }
}
