package org.aitbc.payment.rewards;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What agents get, paid or not. */
@Component
class Distributions {

    private static final String ADD = """
            insert into payment.reward_distribution (id, agent, type, tier, amount, calculation, milestone)
            values (:id, :agent, :type, :tier, :amount, :calculation::uuid, :milestone::text)
            on conflict do nothing""";

    /** Rows that another run is about to pay are left to it. */
    private static final String LOCK_PENDING = """
            select id, agent, type, tier, amount, calculation, milestone from payment.reward_distribution
            where status = 'pending' order by created_at, id limit :limit for update skip locked""";

    private static final String OF_AGENT = """
            select id, amount, type, status, created_at, processed_at from payment.reward_distribution
            where agent = :agent and (:status::text is null or status = :status)
            order by created_at desc, id desc limit :limit""";

    private final JdbcClient jdbc;

    Distributions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a pending one, unless it is there already. */
    void add(Distribution distribution) {
        jdbc.sql(ADD).paramSource(distribution).update();
    }

    /** Pending ones, oldest first, for this transaction alone. */
    List<Distribution> lockPending(int limit) {
        return jdbc.sql(LOCK_PENDING)
                .param("limit", limit)
                .query(Distribution.class)
                .list();
    }

    void markDistributed(List<Distribution> paid, Instant at) {
        jdbc.sql("""
                        update payment.reward_distribution set status = 'distributed', processed_at = ?
                        where id = any(?)""")
                .param(Timestamp.from(at))
                .param(paid.stream().map(Distribution::id).toArray(UUID[]::new))
                .update();
    }

    List<Distribution.DistributionView> of(String agent, @Nullable RewardStatus status, int limit) {
        return jdbc.sql(OF_AGENT)
                .param("agent", agent)
                .param("status", status == null ? null : status.text())
                .param("limit", limit)
                .query(Distributions::view)
                .list();
    }

    private static Distribution.DistributionView view(ResultSet row, int ignored) throws SQLException {
        Timestamp processed = row.getTimestamp(6);
        return Distribution.DistributionView.of(
                row.getObject(1, UUID.class),
                row.getBigDecimal(2),
                Words.parse(RewardType.class, "type", row.getString(3)),
                Words.parse(RewardStatus.class, "status", row.getString(4)),
                row.getTimestamp(5).toInstant(),
                processed == null ? null : processed.toInstant());
    }
}
