package org.aitbc.payment.treasury;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.aitbc.domain.payment.StakePowers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Internal, for governance-service: not routed by the gateway. Entries are append-only, so a place in the ledger stays what it is. */
@RestController
@Hidden
record StakePowerController(JdbcClient jdbc) implements StakePowers {

    @Override
    public Head head() {
        return jdbc.sql("select seq, clock_timestamp() as at from payment.head")
                .query(Head.class)
                .single();
    }

    @Override
    public List<Power> at(long seq, String after, int limit) {
        return jdbc.sql("""
            select a.owner, e.balance as power
            from payment.account a, lateral (
              select balance from payment.entry where account = a.id and seq <= ? order by seq desc limit 1) e
            where a.kind = 'stake' and a.currency = 'AITBC' and a.owner collate "C" > ? and e.balance > 0
            order by a.owner collate "C" limit ?""")
                .params(seq, after, Math.clamp(limit, 1, 10_000))
                .query(Power.class)
                .list();
    }

    @Override
    public List<Power> now(@RequestBody Owners owners) {
        return jdbc.sql("""
            select owner, balance as power from payment.account
            where kind = 'stake' and currency = 'AITBC' and balance > 0 and owner = any(?)""")
                .param(owners.owners().toArray(String[]::new))
                .query(Power.class)
                .list();
    }
}
