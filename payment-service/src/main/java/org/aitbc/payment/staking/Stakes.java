package org.aitbc.payment.staking;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.starter.paging.PageNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The stakes. Locks are taken agent by agent, first the agent's and then those of its stakes, each in order, so that nobody
 * waits in a circle.
 */
@Component
class Stakes {

    private static final String OPEN_POOL =
            "insert into payment.stake_pool (agent) values (?) on conflict (agent) do nothing";

    private static final String INSERT = """
            insert into payment.stake (id, staker, agent, amount, lock_days, ends_at, auto_compound)
            values (:id, :staker, :agent, :amount, :days, now() + make_interval(hours => 24 * :days), :compound)
            returning *""";

    private static final String LOCK = """
            select s.* from payment.stake s join payment.stake_pool p on p.agent = s.agent
            where s.id = any(:ids) order by s.agent, s.id for update of p, s""";

    private static final String LOCK_ACTIVE = """
            select s.* from payment.stake s join payment.stake_pool p on p.agent = s.agent
            where s.agent = ? and s.status = 'active' order by s.id for update of p, s""";

    private static final String LIST = """
            select * from payment.stake
            where staker = :staker and (:agent::text is null or agent = :agent)
              and (:status::text is null or status = :status)
              and (:least::numeric is null or amount >= :least) and (:most::numeric is null or amount <= :most)
              and (:compound::boolean is null or auto_compound = :compound)
              and (:agents::text[] is null or agent = any(:agents))
            order by id desc limit :limit offset :offset""";

    private final JdbcClient jdbc;

    Stakes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Stake open(String staker, StakeCreateRequest wanted) {
        jdbc.sql(OPEN_POOL).param(wanted.agentWallet()).update();
        return jdbc.sql(INSERT)
                .param("id", Ids.next())
                .param("staker", staker)
                .param("agent", wanted.agentWallet())
                .param("amount", wanted.amount())
                .param("days", wanted.lockDays())
                .param("compound", wanted.compounds())
                .query(Stake.class)
                .single();
    }

    Stake require(UUID id) {
        return jdbc.sql("select * from payment.stake where id = ?")
                .param(id)
                .query(Stake.class)
                .optional()
                .orElseThrow(Stakes::unknown);
    }

    Stake lock(UUID id) {
        return lock(List.of(id)).getFirst();
    }

    /** Until the end of the transaction. @throws NotFound when one of them does not exist */
    List<Stake> lock(Collection<UUID> ids) {
        List<Stake> found = jdbc.sql(LOCK)
                .param("ids", ids.toArray(UUID[]::new))
                .query(Stake.class)
                .list();
        if (found.size() < ids.size()) {
            throw unknown();
        }
        return found;
    }

    List<Stake> lockActive(String agent) {
        return jdbc.sql(LOCK_ACTIVE).param(agent).query(Stake.class).list();
    }

    /**
     * A staker's stakes, newest first.
     *
     * @param agents only stakes on one of these, or null for all
     */
    List<Stake> list(String staker, StakeFilter filter, @Nullable Collection<String> agents, PageNumber page) {
        return jdbc.sql(LIST)
                .param("staker", staker)
                .param("agent", filter.agentWallet())
                .param("status", filter.status())
                .param("least", filter.minAmount())
                .param("most", filter.maxAmount())
                .param("compound", filter.autoCompound())
                .param("agents", agents == null ? null : agents.toArray(String[]::new))
                .param("limit", page.limit())
                .param("offset", page.skipped())
                .query(Stake.class)
                .list();
    }

    private static NotFound unknown() {
        return new NotFound("STAKE_NOT_FOUND", "there is no such stake");
    }
}
