package org.aitbc.payment.rewards;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares rewards with the ledger. */
@Component
public class RewardAudit {

    /** Both directions: rewards recorded as paid without a matching payment, and payments from the pool without a reward. */
    private static final String DRIFT = """
            with pool as (
              select id from payment.account where owner = :owner and currency = 'AITBC' and kind = 'pool'),
            paid as (
              select d.id, d.agent, d.amount, count(distinct p.id) as postings,
                     coalesce(sum(e.amount) filter (where a.owner = d.agent and a.kind = 'available' and e.amount > 0), 0) as got
              from payment.reward_distribution d
              left join payment.posting p on p.reference = replace(d.id::text, '-', '') and p.kind = 'reward'
              left join payment.entry e on e.posting = p.id
              left join payment.account a on a.id = e.account
              where d.status = 'distributed'
              group by d.id)
            select 'reward ' || id || ' of ' || amount || ' for ' || agent || ': ' || postings || ' postings of ' || got
            from paid where postings <> 1 or got <> amount
            union all
            select 'posting ' || p.id || ' took ' || -e.amount || ' from the rewards pool for no distributed reward'
            from pool join payment.entry e on e.account = pool.id join payment.posting p on p.id = e.posting
            where p.kind = 'reward' and e.amount < 0 and not exists (
              select from payment.reward_distribution d where d.id = p.id and d.status = 'distributed')
            order by 1""";

    private final JdbcClient jdbc;

    RewardAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What does not agree, in words; empty when rewards and ledger are the same. */
    public List<String> drift() {
        return jdbc.sql(DRIFT)
                .param("owner", Distribution.POOL.owner())
                .query(String.class)
                .list();
    }
}
