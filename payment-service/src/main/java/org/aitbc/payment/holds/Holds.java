package org.aitbc.payment.holds;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds.Decision;
import org.aitbc.domain.payment.MoneyHolds.Held;
import org.aitbc.domain.payment.MoneyHolds.Order;
import org.aitbc.domain.payment.MoneyHolds.Settled;
import org.aitbc.payment.escrow.Fees;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.MoneyMeters;
import org.aitbc.payment.ledger.MoneyMeters.Decided;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.wallets.Wallets;
import org.aitbc.starter.idempotent.IdempotencyKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Money that services hold for what they trade: the ledger's hold and the row that names it are one transaction. */
@Component
class Holds {

    private static final String OPEN = "insert into payment.money_hold (id) values (?) on conflict do nothing";

    /** Marks an id as released before its hold arrived: the late hold is refused, since it would never be released. */
    private static final String REFUSE = """
            insert into payment.money_hold (id, decision, fee)
            select :id, 'never held', 0 where not exists (select from payment.hold where id = :id) on conflict do nothing""";

    private static final String REFUSED = "select at from payment.money_hold where id = ? and decision = 'never held'";

    private static final String LOCK = "select id from payment.money_hold where id = ? for update";

    private static final String FIND = """
            select h.id, p.reference, a.currency, h.amount, m.decision, h.posted, m.fee, d.at
            from payment.money_hold m join payment.hold h on h.id = m.id join payment.account a on a.id = h.account
            join payment.posting p on p.id = m.id left join payment.posting d on d.id = h.resolved_by where m.id = ?""";

    private static final String DECIDE = "update payment.money_hold set decision = ?, fee = ? where id = ?";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Fees fees;
    private final Wallets wallets;
    private final MoneyMeters meters;

    Holds(JdbcClient jdbc, Ledger ledger, Fees fees, Wallets wallets, MoneyMeters meters) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.fees = fees;
        this.wallets = wallets;
        this.meters = meters;
    }

    @Transactional
    Held hold(Order order) {
        Currency currency = Currency.of(order.currency());
        Posting posting = Posting.of(
                order.id(),
                order.kind(),
                order.reference(),
                new Hold(
                        order.id(),
                        Payout.account(order.payer(), currency),
                        new Account(order.payer(), currency, Account.Kind.ESCROW),
                        order.amount()));
        if (jdbc.sql(OPEN).param(order.id()).update() == 0
                && refused(order.id()).isPresent()) {
            throw new Conflict("HOLD_DECIDED", "it was given back before it was held; ask for it under another id");
        }
        try {
            return new Held(order.id(), ledger.post(posting).orThrow());
        } catch (PaymentRequired missing) {
            throw order.payer().startsWith("@")
                    ? new PaymentRequired("TREASURY_TOO_SMALL", "the treasury holds too little")
                    : missing;
        } catch (Invalid otherContent) {
            throw new Conflict("HOLD_EXISTS", "the id stands for another hold");
        }
    }

    @Transactional
    Settled settle(Decision decision) {
        UUID id = decision.hold();
        if (decision.shares().isEmpty()) {
            jdbc.sql(REFUSE).param("id", id).update();
        }
        lock(id);
        Optional<Instant> refused = refused(id);
        if (refused.isPresent() && decision.shares().isEmpty()) {
            return new Settled(refused.get(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        if (refused.isPresent()) {
            throw decidedOtherwise();
        }
        MoneyHold hold = find(id);
        Payout payout = Payout.of(hold, decision, fees::on);
        if (hold.decision() == null) {
            decide(hold, decision.kind(), payout);
            Settled settled = find(id).settled();
            BigDecimal due = hold.amount().subtract(settled.returned());
            meters.settled(List.of(new Decided(hold.currency(), hold.amount(), due)));
            return settled;
        }
        if (!hold.decision().equals(payout.decision())) {
            throw decidedOtherwise();
        }
        return hold.settled();
    }

    private static Conflict decidedOtherwise() {
        return new Conflict("HOLD_DECIDED", "it was decided otherwise about what was held");
    }

    private Optional<Instant> refused(UUID id) {
        return jdbc.sql(REFUSED)
                .param(id)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** A statement of its own: what is read along with a lock may be from before the wait for it. */
    private void lock(UUID id) {
        if (jdbc.sql(LOCK).param(id).query(UUID.class).optional().isEmpty()) {
            throw new NotFound("HOLD_NOT_FOUND", "no money is held under the id " + Ids.text(id));
        }
    }

    private void decide(MoneyHold hold, String kind, Payout payout) {
        payout.owners().forEach(wallets::requireKnown);
        jdbc.sql(DECIDE).params(payout.decision(), payout.fee(), hold.id()).update();
        ledger.post(
                Posting.of(IdempotencyKey.named("decision\n" + hold.id()), kind, hold.reference(), payout.resolve()));
    }

    private MoneyHold find(UUID id) {
        return jdbc.sql(FIND).param(id).query(MoneyHold::of).single();
    }
}
