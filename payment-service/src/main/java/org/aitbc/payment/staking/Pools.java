package org.aitbc.payment.staking;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pools of agents. */
@Component
class Pools {

    private static final String READ = """
            select i.agent, coalesce(s.staked, 0) as staked, coalesce(a.balance, 0) as balance, clock_timestamp() as now
            from unnest(:agents::text[]) as i(agent)
            left join (select agent, sum(amount) as staked from payment.stake
                       where status = 'active' and agent = any(:agents) group by agent) s on s.agent = i.agent
            left join payment.account a on a.owner = i.agent and a.currency = 'AITBC' and a.kind = 'pool'""";

    private final JdbcClient jdbc;
    private final Standings standings;

    Pools(JdbcClient jdbc, Standings standings) {
        this.jdbc = jdbc;
        this.standings = standings;
    }

    private record Held(String agent, BigDecimal staked, BigDecimal balance, Instant now) {}

    Pool of(String agent) {
        return of(List.of(agent)).apply(agent);
    }

    /** The pools of some agents, in one query. To move their money, lock them first. */
    Function<String, Pool> of(Collection<String> agents) {
        Function<String, Standing> standing = standings.of(agents);
        Map<String, Pool> pools = jdbc
                .sql(READ)
                .param("agents", agents.stream().distinct().toArray(String[]::new))
                .query(Held.class)
                .list()
                .stream()
                .collect(toMap(
                        Held::agent,
                        held -> new Pool(standing.apply(held.agent()), held.staked(), held.balance(), held.now())));
        return agent -> Objects.requireNonNull(pools.get(agent));
    }
}
