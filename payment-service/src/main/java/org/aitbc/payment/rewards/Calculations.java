package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How rewards came about. */
@Component
class Calculations {

    private static final String ADD = """
            insert into payment.reward_calculation (id, agent, type, base, tier, trust_score, multiplier,
              performance, loyalty, referral, milestone, total, metrics, reference_at)
            values (:id, :agent, :type, :base, :tier, :trust, :multiplier,
              :performance, :loyalty, :referral, :milestone, :total, :metrics::json, :reference::timestamptz)""";

    private static final String RECENT = """
            select id, type as reward_type, base as base_amount, multiplier as tier_multiplier,
                   total - trunc(base * multiplier, 8) as total_bonus, total as total_reward, created_at as calculated_at
            from payment.reward_calculation where agent = ? order by created_at desc, id desc limit ?""";

    private final JdbcClient jdbc;

    Calculations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param calculatedAt when it was calculated
     */
    record CalculationView(
            UUID id,
            RewardType rewardType,
            BigDecimal baseAmount,
            BigDecimal tierMultiplier,
            BigDecimal totalBonus,
            BigDecimal totalReward,
            Instant calculatedAt) {}

    UUID add(RewardRequest request, Standing standing, Reward reward) {
        UUID id = Ids.next();
        Instant reference = request.referenceAt();
        jdbc.sql(ADD)
                .param("id", id)
                .param("agent", standing.agent())
                .param("type", request.rewardType().text())
                .param("base", reward.base())
                .param("tier", reward.tier().text())
                .param("trust", standing.trustScore())
                .param("multiplier", reward.tier().multiplier())
                .param("performance", reward.performance())
                .param("loyalty", reward.loyalty())
                .param("referral", reward.referral())
                .param("milestone", reward.milestone())
                .param("total", reward.total())
                .param("metrics", request.performanceMetrics().toString())
                .param("reference", reference == null ? null : Timestamp.from(reference))
                .update();
        return id;
    }

    List<CalculationView> recent(String agent, int limit) {
        return jdbc.sql(RECENT)
                .params(agent, limit)
                .query(CalculationView.class)
                .list();
    }
}
