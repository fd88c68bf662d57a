package org.aitbc.starter.deal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.MoneyHolds.Decision;
import org.aitbc.domain.payment.MoneyHolds.Settled;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.starter.deal.Hold.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.databind.json.JsonMapper;

/** A service's table of holds: each step of a hold is one statement that finds it in the step before. */
class HoldTable {

    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String schema;

    /** @param schema a plain name */
    HoldTable(JdbcClient jdbc, JsonMapper json, String schema) {
        this.jdbc = jdbc;
        this.json = json;
        this.schema = schema;
    }

    private StatementSpec sql(String text) {
        return jdbc.sql(text.replace("SCHEMA", schema));
    }

    /** The hold that the deal waits for: a new one where there is none, or the last has failed. */
    Hold want(UUID deal, HoldTerms terms) {
        Optional<Hold> last = last(deal);
        if (last.isPresent() && !last.get().isOver()) {
            if (last.get().isFor(terms)
                    || !decide(
                            last.get().id(), State.WANTED, giveBack(last.get().id()))) {
                return last.get();
            }
        }
        sql("""
                        insert into SCHEMA.hold (id, deal, attempt, kind, reference, payer, amount, currency, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'wanted') on conflict (deal, attempt) do nothing""")
                .params(
                        Ids.next(),
                        deal,
                        last.map(Hold::attempt).orElse(0) + 1,
                        terms.kind(),
                        terms.reference(),
                        terms.payer(),
                        terms.amount(),
                        terms.currency())
                .update();
        return last(deal).orElseThrow();
    }

    private Optional<Hold> last(UUID deal) {
        return sql("select * from SCHEMA.hold where deal = ? order by attempt desc limit 1")
                .param(deal)
                .query(Hold.class)
                .optional();
    }

    /** Whether a deal may count on it now; what was given back meanwhile is lost to it. */
    boolean take(UUID id) {
        return sql("update SCHEMA.hold set state = 'taken' where id = ? and state = 'wanted'")
                        .param(id)
                        .update()
                == 1;
    }

    /** Whether it was for this caller to decide. */
    boolean decide(UUID id, State from, Decision decision) {
        return sql("update SCHEMA.hold set state = 'decided', decision = ? where id = ? and state = ?")
                        .params(decision, id, from)
                        .update()
                == 1;
    }

    /** What is to be sent now. */
    List<Decision> due() {
        return sql("""
                        select decision from SCHEMA.hold
                        where state = 'decided' and due_at <= now() order by due_at limit ?""")
                .param(MOST)
                .query((row, _) -> json.readValue(row.getString(1), Decision.class))
                .list();
    }

    /** Sent again later, so that others have their turn. */
    void putOff(UUID id, Duration time) {
        sql("update SCHEMA.hold set due_at = now() + make_interval(secs => ?) where id = ? and state = 'decided'")
                .params(time.toMillis() / 1000.0, id)
                .update();
    }

    /** How many are still to be sent. */
    int waiting() {
        return sql("select count(*) from SCHEMA.hold where state = 'decided'")
                .query(Integer.class)
                .single();
    }

    void settled(UUID id, Settled settled) {
        sql("""
                        update SCHEMA.hold set state = 'settled', settled_at = now(), paid = ?, fee = ?, returned = ?
                        where id = ? and state = 'decided'""").params(settled.paid(), settled.fee(), settled.returned(), id).update();
    }

    /** Gives up what no deal has taken for so long. */
    List<UUID> orphans(Duration age) {
        return sql("""
                        select id from SCHEMA.hold
                        where state = 'wanted' and created_at < now() - make_interval(secs => ?) order by created_at limit ?""").params(age.toMillis() / 1000.0, MOST).query(UUID.class).list();
    }

    static Decision giveBack(UUID id) {
        return new Decision(id, "deal.undone", List.<Share>of());
    }
}
