package org.aitbc.market.services;

import java.time.Duration;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.licensing.Royalties.Royalty;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.services.ServiceOffer.Status;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Purchases. What changes one names the state it changes from, so of two that race one finds nothing. */
@Component
record Sales(JdbcClient jdbc) {

    private static final String SELECT = """
        select * from (
          select t.id, t.id as transaction_id, hold_id, null as transaction_hash, buyer as buyer_id, seller as seller_id, offer_id,
            service_type, quantity, unit_price, total as total_amount, t.currency, source_chain, target_chain,
            null as bridge_transaction_id, bridge_fee as cross_chain_fee, source_region, target_region,
            '{}' as regional_fees, t.state as status, payment as payment_status, delivery as delivery_status,
            jsonb_build_object('fee', trim_scale(coalesce(h.fee, 0))) as metadata, t.created_at, updated_at,
            t.created_at as confirmed_at, delivered_at, ended_at as completed_at, t.due_at, t.due_at <= now() as is_due
          from marketplace.service_transaction t join marketplace.hold h on h.id = t.hold_id) sale
        """;

    /** @param userId buyer or seller: the caller, unless it is an admin */
    record Filter(
            @Nullable String userId,
            @Nullable String buyerId,
            @Nullable String sellerId,
            @Nullable Long sourceChain,
            @Nullable Long targetChain,
            @Nullable Status status) {}

    boolean deliver(UUID id, Duration due) {
        return jdbc.sql("""
            update marketplace.service_transaction set delivery = 'delivered', delivered_at = now(), updated_at = now(),
              due_at = now() + ?
            where id = ? and state = 'active' and delivery = 'pending'\
            """).params(due, id).update() == 1;
    }

    /** @param confirmed whether the buyer said so */
    boolean complete(UUID id, boolean confirmed) {
        return jdbc.sql("""
            update marketplace.service_transaction set state = 'completed', payment = 'released', delivery = 'confirmed',
              delivered_at = coalesce(delivered_at, now()), ended_at = now(), updated_at = now(), confirmed = ?
            where id = ? and state = 'active'\
            """).params(confirmed, id).update() == 1;
    }

    /**
     * Ends one that is not paid for, and gives the offer its capacity back.
     *
     * @param delivered whether it may have been delivered
     */
    boolean close(UUID id, Status status, boolean delivered) {
        return jdbc.sql("""
            with closed as (
              update marketplace.service_transaction set state = ?, payment = 'refunded', ended_at = now(), updated_at = now()
              where id = ? and payment = 'escrowed' and (? or delivery = 'pending')
              returning offer_id, quantity),
            offer as (
              update marketplace.service_offer o set available = o.available + closed.quantity, updated_at = now()
              from closed where o.id = closed.offer_id)
            select count(*) from closed\
            """).params(status, id, delivered).query(Long.class).single() == 1;
    }

    void payOut(UUID id, Royalty royalty) {
        jdbc.sql("insert into marketplace.service_payout (transaction_id, tier, owner, amount) values (?, ?, ?, ?)")
                .params(id, royalty.tier(), royalty.owner(), royalty.amount())
                .update();
    }

    /** @throws NotFound when there is none */
    ServiceSale require(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(ServiceSale.class)
                .optional()
                .orElseThrow(Sales::unknown);
    }

    static NotFound unknown() {
        return new NotFound("TRANSACTION_NOT_FOUND", "Transaction not found");
    }

    /**
     * Those that the caller takes part in, or all for an admin.
     *
     * @param chained only those that name a chain
     */
    List<ServiceSale> find(Caller caller, Filter filter, boolean chained, Page page) {
        String party = caller.isAdmin() ? filter.userId : Principals.of(caller, filter.userId, "user_id");
        return jdbc.sql(SELECT + """
            where (:party::text is null or buyer_id = :party or seller_id = :party)
              and (:buyerId::text is null or buyer_id = :buyerId) and (:sellerId::text is null or seller_id = :sellerId)
              and (:sourceChain::bigint is null or source_chain = :sourceChain)
              and (:targetChain::bigint is null or target_chain = :targetChain)
              and (:status::text is null or status = :status)
              and (not :chained or source_chain is not null or target_chain is not null)
              and id < :below
            order by id desc limit :rows offset :skipped\
            """)
                .paramSource(filter)
                .param("party", party)
                .param("chained", chained)
                .param("below", page.below())
                .param("rows", page.rows())
                .param("skipped", page.skipped())
                .query(ServiceSale.class)
                .list();
    }

    /** Purchases at other markets, which older versions made, wait for an admin: what was paid there does not come back. */
    List<UUID> due() {
        return jdbc.sql("""
            select id from marketplace.service_transaction
            where payment = 'escrowed' and due_at <= now() and market is null order by due_at limit 200\
            """).query(UUID.class).list();
    }
}
