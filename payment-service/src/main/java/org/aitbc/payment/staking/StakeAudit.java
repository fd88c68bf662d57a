package org.aitbc.payment.staking;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether stakes and ledger agree. */
@Component
public class StakeAudit {

    /** One statement, so that both are of the same moment. */
    private static final String DRIFT = """
            with held as (
              select owner, kind, balance from payment.account where currency = 'AITBC' and kind in ('stake', 'rewards')),
            owed as (
              select staker as owner, 'stake' as kind, coalesce(sum(amount) filter (where status in ('active', 'unbonding')), 0) as sum
              from payment.stake group by staker
              union all select staker, 'rewards', sum(rewards) from payment.stake group by staker)
            select kind || ' of ' || owner || ': the ledger has ' || coalesce(balance, 0) || ', the stakes ' || coalesce(sum, 0)
            from held full join owed using (owner, kind)
            where coalesce(balance, 0) <> coalesce(sum, 0) order by owner, kind""";

    private final JdbcClient jdbc;

    StakeAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where an account of kind stake or rewards differs from the stakes of its owner; empty when all is well. */
    public List<String> drift() {
        return jdbc.sql(DRIFT).query(String.class).list();
    }
}
