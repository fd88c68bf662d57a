package org.aitbc.payment.escrow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.payment.PaymentLedger.Leg;
import org.aitbc.domain.payment.PaymentLedger.Move;
import org.aitbc.payment.ledger.Amounts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the ledger moved the money of payments. */
@Component
class PaymentMoves {

    /** Payments that are held by one order share its posting, which refers to the first of them. */
    private static final String POSTINGS = """
            with held as (select id, payer, created_at from core.payment where id = ?),
            first as (select o.id from held, lateral (
                select p.id, p.created_at from core.payment p where p.payer = held.payer and p.id <= held.id order by p.id desc limit 1000) o
                where o.created_at = held.created_at),
            moves as (
                select p.id from payment.posting p where p.reference = any (select replace(id::text, '-', '') from first) and p.kind = 'escrow.hold'
                union select h.resolved_by from held join payment.hold h on h.id = held.id where h.resolved_by is not null)
            select p.id, p.kind, p.at, a.owner, a.kind as account, a.currency, e.amount
            from moves m join payment.posting p on p.id = m.id join payment.entry e on e.posting = p.id
            join payment.account a on a.id = e.account order by e.seq""";

    private final JdbcClient jdbc;

    PaymentMoves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Line(UUID posting, String kind, Instant at, Leg leg) {}

    List<Move> of(UUID payment) {
        Map<UUID, Move> moves = new LinkedHashMap<>();
        lines(payment)
                .forEach(line -> moves.computeIfAbsent(
                                line.posting(), id -> new Move(id, line.kind(), line.at(), new ArrayList<>()))
                        .legs()
                        .add(line.leg()));
        return List.copyOf(moves.values());
    }

    private List<Line> lines(UUID payment) {
        return jdbc.sql(POSTINGS)
                .param(payment)
                .query((row, _) -> new Line(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getTimestamp("at").toInstant(),
                        new Leg(
                                row.getString("owner"),
                                row.getString("account"),
                                row.getString("currency"),
                                Amounts.shown(row.getBigDecimal("amount")))))
                .list();
    }
}
