package org.aitbc.payment.treasury;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.payment.TreasuryBooks;
import org.aitbc.payment.audit.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Internal, for governance-service: not routed by the gateway. */
@RestController
@Hidden
record TreasuryController(JdbcClient jdbc, Audit books) implements TreasuryBooks {

    @Override
    public List<Balance> balances() {
        return jdbc.sql("""
            select owner, balance from payment.account
            where kind = 'treasury' and currency = 'AITBC' order by owner""").query(Balance.class).list();
    }

    @Override
    public List<Line> lines(@RequestBody List<String> owners, int limit, int offset) {
        return jdbc.sql("""
            select e.posting as transaction_id, ends.kind as type, p.reference, a.owner, e.amount, e.balance,
              (select oa.owner from payment.entry o join payment.account oa on oa.id = o.account
               where o.posting = ends.id and oa.owner <> a.owner order by abs(o.amount) desc, o.seq limit 1) as recipient,
              e.at as timestamp, encode(e.hash, 'hex') as entry_hash
            from payment.account a join payment.entry e on e.account = a.id join payment.posting p on p.id = e.posting
            left join payment.hold h on h.id = e.posting and h.state = 'posted'
            join payment.posting ends on ends.id = coalesce(h.resolved_by, e.posting)
            where a.kind = 'treasury' and a.currency = 'AITBC' and a.owner = any(?)
            order by e.seq desc limit ? offset ?""")
                .params(owners.toArray(String[]::new), Math.clamp(limit, 1, 500), Math.max(offset, 0))
                .query(Line.class)
                .list();
    }

    /** What is held of a treasury lies in its owner's escrow, so only what passes between these and other accounts flows. */
    @Override
    public Flows flows(@RequestBody List<String> owners, Instant from, Instant to) {
        return jdbc.sql("""
            with net as (
              select e.posting, sum(e.amount) as amount, min(e.at) as at
              from payment.account a join payment.entry e on e.account = a.id
              where a.kind in ('treasury', 'escrow') and a.currency = 'AITBC' and a.owner = any(:owners) and e.at < :to
              group by e.posting)
            select coalesce(sum(amount) filter (where at < :from), 0) as start,
              coalesce(sum(amount) filter (where at >= :from and amount > 0), 0) as inflow,
              coalesce(-sum(amount) filter (where at >= :from and amount < 0), 0) as outflow
            from net""")
                .param("owners", owners.toArray(String[]::new))
                .param("from", from)
                .param("to", to)
                .query(Flows.class)
                .single();
    }

    @Override
    public Audited audit() {
        return new Audited(books.drift().isEmpty());
    }
}
