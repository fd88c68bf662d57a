package org.aitbc.explorer.crosschain.transfers;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has become of transfers. */
@Component
public class TransferStatistics {

    private final JdbcClient jdbc;

    TransferStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param totalTransactions how many were submitted
     * @param successfulTransactions how many ended well
     * @param failedTransactions how many failed
     * @param successRate of those that have ended, 0 to 1; 0 where none has
     * @param averageProcessingTimeSeconds mean time from submission to end
     * @param gasStatistics total_gas_used and average_gas_used
     * @param priorityDistribution how many of each priority
     * @param queueLength how many wait
     */
    public record TransactionStatistics(
            int timePeriodHours,
            @Nullable Long chainId,
            long totalTransactions,
            long successfulTransactions,
            long failedTransactions,
            double successRate,
            double averageProcessingTimeSeconds,
            Map<String, BigDecimal> gasStatistics,
            Map<String, Long> priorityDistribution,
            long queueLength,
            Instant generatedAt) {}

    /**
     * @param chain null for all
     * @param owner null for everybody's
     */
    public TransactionStatistics of(int hours, @Nullable Long chain, @Nullable String owner) {
        Map<String, Long> priorities = new LinkedHashMap<>();
        jdbc.sql(TransferTables.PRIORITIES)
                .param("hours", hours)
                .param("chain", chain)
                .param("owner", owner)
                .query(row -> {
                    priorities.put(row.getString("priority"), row.getLong("many"));
                });
        return jdbc.sql(TransferTables.STATISTICS)
                .param("hours", hours)
                .param("chain", chain)
                .param("owner", owner)
                .query((row, _) -> {
                    long successful = row.getLong("successful");
                    long failed = row.getLong("failed");
                    return new TransactionStatistics(
                            hours,
                            chain,
                            row.getLong("total"),
                            successful,
                            failed,
                            successful + failed == 0 ? 0 : successful / (double) (successful + failed),
                            row.getDouble("seconds"),
                            Map.of(
                                    "total_gas_used", row.getBigDecimal("gas"),
                                    "average_gas_used", row.getBigDecimal("average_gas")),
                            priorities,
                            row.getLong("waiting"),
                            Instant.now());
                })
                .single();
    }
}
