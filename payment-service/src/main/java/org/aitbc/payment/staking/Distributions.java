package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What agents have shared so far. */
@Component
class Distributions {

    private static final String INSERT = """
            insert into payment.stake_distribution (id, agent, asked, fee, shared, stakers, data)
            values (:id, :agent, :asked, :fee, :shared, :stakers, :data::json)""";

    private final JdbcClient jdbc;

    Distributions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What has left the agent, fees included. */
    BigDecimal total(String agent) {
        return jdbc.sql("select coalesce(sum(fee + shared), 0) from payment.stake_distribution where agent = ?")
                .param(agent)
                .query(BigDecimal.class)
                .single();
    }

    void add(
            UUID id,
            String agent,
            BigDecimal asked,
            BigDecimal fee,
            BigDecimal shared,
            int stakers,
            @Nullable String data) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("agent", agent)
                .param("asked", asked)
                .param("fee", fee)
                .param("shared", shared)
                .param("stakers", stakers)
                .param("data", data)
                .update();
    }
}
