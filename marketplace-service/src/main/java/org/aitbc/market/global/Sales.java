package org.aitbc.market.global;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.market.licensing.Royalties.Royalty;
import org.aitbc.market.row.Part;
import org.aitbc.market.row.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Purchases. What changes one names the state it changes from, so of two that race one finds nothing. */
@Component
class Sales {

    private static final String SELECT = """
            select t.*, coalesce(h.fee, 0) as fee
            from marketplace.service_transaction t join marketplace.hold h on h.id = t.hold_id""";

    private final JdbcClient jdbc;

    Sales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes what is bought of the offer's capacity. @return whether so much was left */
    boolean take(UUID offer, int quantity) {
        return jdbc.sql("""
                        update marketplace.service_offer set available = available - :quantity, updated_at = now()
                        where id = :offer and available >= :quantity and (expires_at is null or expires_at > now())""").param("offer", offer).param("quantity", quantity).update() == 1;
    }

    void add(Order order, UUID hold, String state, Duration due) {
        jdbc.sql("""
                        insert into marketplace.service_transaction (id, hold_id, offer_id, market, remote_offer, buyer, seller,
                          service_type, quantity, unit_price, total, currency, source_region, target_region, source_chain,
                          target_chain, bridge_fee, state, due_at)
                        values (:id, :hold, :offer, :market, :remoteOffer, :buyer, :seller,
                          :type, :quantity, :unitPrice, :total, :currency, :sourceRegion, :targetRegion, :sourceChain,
                          :targetChain, :bridgeFee, :state, now() + make_interval(secs => :due))""")
                .param("id", order.id())
                .param("hold", hold)
                .param("offer", order.offerId())
                .param("market", order.market())
                .param("remoteOffer", order.remoteOffer())
                .param("buyer", order.buyer())
                .param("seller", order.seller())
                .param("type", order.serviceType())
                .param("quantity", order.quantity())
                .param("unitPrice", order.unitPrice())
                .param("total", order.total())
                .param("currency", order.currency().name())
                .param("sourceRegion", order.sourceRegion())
                .param("targetRegion", order.targetRegion())
                .param("sourceChain", order.sourceChain())
                .param("targetChain", order.targetChain())
                .param("bridgeFee", order.bridgeFee())
                .param("state", state)
                .param("due", due.toSeconds())
                .update();
    }

    /** Another market has taken it. */
    void take(UUID id, String remoteId) {
        jdbc.sql("""
                        update marketplace.service_transaction set state = 'active', remote_id = ?, updated_at = now()
                        where id = ? and state = 'pending'""").params(remoteId, id).update();
    }

    /** Another market has not taken it, and will not. @return whether that was still open */
    boolean refuse(UUID id) {
        return jdbc.sql("""
                        update marketplace.service_transaction set state = 'cancelled', payment = 'refunded', ended_at = now(),
                          updated_at = now()
                        where id = ? and state = 'pending'""").param(id).update() == 1;
    }

    /** Whether it was due: then it is the caller's until it is due again. */
    boolean takeUp(UUID id, Duration due) {
        return jdbc.sql("""
                        update marketplace.service_transaction set due_at = now() + make_interval(secs => ?)
                        where id = ? and payment = 'escrowed' and due_at <= now()""").params(due.toSeconds(), id).update() == 1;
    }

    /** Nothing is done about it before then. */
    void put(UUID id, Duration due) {
        jdbc.sql("""
                        update marketplace.service_transaction set due_at = now() + make_interval(secs => ?)
                        where id = ? and payment = 'escrowed'""").params(due.toSeconds(), id).update();
    }

    boolean deliver(UUID id, Duration confirmWithin) {
        return jdbc.sql("""
                        update marketplace.service_transaction set delivery = 'delivered', delivered_at = now(), updated_at = now(),
                          due_at = now() + make_interval(secs => ?)
                        where id = ? and state = 'active' and delivery = 'pending'""").params(confirmWithin.toSeconds(), id).update() == 1;
    }

    /** @param byBuyer whether the buyer said so */
    boolean complete(UUID id, boolean byBuyer) {
        return jdbc.sql("""
                        update marketplace.service_transaction set state = 'completed', payment = 'released', delivery = 'confirmed',
                          delivered_at = coalesce(delivered_at, now()), ended_at = now(), updated_at = now(), confirmed = ?
                        where id = ? and state = 'active'""").params(byBuyer, id).update() == 1;
    }

    /**
     * Ends one that is not paid for, and gives its capacity back.
     *
     * @param delivered whether it may have been delivered
     */
    boolean close(UUID id, String state, boolean delivered) {
        return jdbc.sql("""
                        with gone as (
                          update marketplace.service_transaction set state = :state, payment = 'refunded', ended_at = now(),
                            updated_at = now()
                          where id = :id and payment = 'escrowed' and (:delivered or delivery = 'pending')
                          returning offer_id, quantity),
                        back as (
                          update marketplace.service_offer o set available = o.available + gone.quantity, updated_at = now()
                          from gone where o.id = gone.offer_id)
                        select count(*) from gone""")
                        .param("id", id)
                        .param("state", state)
                        .param("delivered", delivered)
                        .query(Long.class)
                        .single()
                == 1;
    }

    void payOut(UUID id, Royalty royalty) {
        jdbc.sql("insert into marketplace.service_payout (transaction_id, tier, owner, amount) values (?, ?, ?, ?)")
                .params(id, royalty.tier(), royalty.owner(), royalty.amount())
                .update();
    }

    Optional<Sale> find(UUID id) {
        return jdbc.sql(SELECT + " where t.id = ?")
                .param(id)
                .query((row, _) -> sale(row))
                .optional();
    }

    /** @throws NotFound when there is none */
    Sale require(UUID id) {
        return find(id).orElseThrow(Sales::unknown);
    }

    static NotFound unknown() {
        return new NotFound("TRANSACTION_NOT_FOUND", "Transaction not found");
    }

    List<Sale> list(SaleFilter filter, Part part) {
        return jdbc.sql(SELECT + """
                         where (:who::text is null or t.buyer = :who or t.seller = :who)
                          and (:buyer::text is null or t.buyer = :buyer) and (:seller::text is null or t.seller = :seller)
                          and (:source::bigint is null or t.source_chain = :source)
                          and (:target::bigint is null or t.target_chain = :target)
                          and (:status::text is null or t.state = :status)
                          and (not :chained or t.source_chain is not null or t.target_chain is not null)
                          and t.id < :below
                        order by t.id desc limit :limit offset :offset""")
                .param("who", filter.who())
                .param("buyer", filter.buyer())
                .param("seller", filter.seller())
                .param("source", filter.sourceChain())
                .param("target", filter.targetChain())
                .param("status", filter.status())
                .param("chained", filter.chained())
                .param("below", part.below())
                .param("limit", part.rows())
                .param("offset", part.skipped())
                .query((row, _) -> sale(row))
                .list();
    }

    List<UUID> due() {
        return jdbc.sql("""
                        select id from marketplace.service_transaction
                        where payment = 'escrowed' and due_at <= now() order by due_at limit 200""").query(UUID.class).list();
    }

    private static Sale sale(ResultSet row) throws SQLException {
        return new Sale(
                Rows.id(row, "id"),
                Rows.id(row, "hold_id"),
                Rows.idOrNull(row, "offer_id"),
                row.getString("market"),
                row.getString("remote_offer"),
                row.getString("remote_id"),
                row.getString("buyer"),
                row.getString("seller"),
                row.getString("service_type"),
                row.getInt("quantity"),
                row.getBigDecimal("unit_price"),
                row.getBigDecimal("total"),
                row.getString("currency"),
                row.getString("source_region"),
                row.getString("target_region"),
                row.getObject("source_chain", Long.class),
                row.getObject("target_chain", Long.class),
                row.getBigDecimal("bridge_fee"),
                row.getString("state"),
                row.getString("payment"),
                row.getString("delivery"),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"),
                Rows.timeOrNull(row, "delivered_at"),
                Rows.timeOrNull(row, "ended_at"),
                Rows.time(row, "due_at"),
                row.getBigDecimal("fee"));
    }
}
