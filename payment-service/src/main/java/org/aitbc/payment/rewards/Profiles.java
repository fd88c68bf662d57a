package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.time.Instant;
import org.aitbc.domain.error.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who takes part in rewards, and what each was paid. */
@Component
class Profiles {

    private static final String PAID = """
            select count(d.id) as rewards, coalesce(sum(c.base), 0) as base, coalesce(sum(d.amount), 0) as total,
                   max(d.processed_at) as last
            from payment.reward_profile p
            left join payment.reward_distribution d on d.agent = p.agent and d.status = 'distributed'
            left join payment.reward_calculation c on c.id = d.calculation
            where p.agent = ? group by p.agent""";

    private final JdbcClient jdbc;

    Profiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What an agent was paid in rewards.
     *
     * @param base the base amounts of calculations
     */
    record Paid(
            long rewards,
            BigDecimal base,
            BigDecimal total,
            @Nullable Instant last) {

        BigDecimal bonus() {
            return total.subtract(base);
        }
    }

    /** Makes the agent's profile unless it has one. */
    void join(String agent) {
        jdbc.sql("insert into payment.reward_profile (agent) values (?) on conflict do nothing")
                .param(agent)
                .update();
    }

    Instant joinedAt(String agent) {
        return jdbc.sql("select created_at from payment.reward_profile where agent = ?")
                .param(agent)
                .query(Instant.class)
                .optional()
                .orElseThrow(Profiles::notFound);
    }

    /** @throws NotFound when the agent has no profile */
    Paid paid(String agent) {
        return jdbc.sql(PAID).param(agent).query(Paid.class).optional().orElseThrow(Profiles::notFound);
    }

    private static NotFound notFound() {
        return new NotFound("REWARD_PROFILE_NOT_FOUND", "this agent has no reward profile");
    }
}
