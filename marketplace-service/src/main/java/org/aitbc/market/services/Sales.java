package org.aitbc.market.services;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.TimeUnit;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.market.licensing.OfferTerms;
import org.aitbc.market.licensing.OfferTerms.Royalty;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.services.ServiceOffer.Status;
import org.aitbc.market.services.ServiceSale.Action;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Purchases, and what buyer, seller and time do with them. An admin may act for both sides, and so decides where they do not
 * agree. What changes a purchase names the state it changes from, so of two that race one finds nothing.
 */
@Component
record Sales(JdbcClient jdbc, OfferTerms offerTerms, Deals deals, Sweeps sweeps, TransactionTemplate transactions) {

    /** How long a seller has; then the money goes back. */
    static final Duration DELIVER_WITHIN = Duration.ofDays(1);
    /** How long a buyer may look at a delivery; then it is paid for. */
    static final Duration CONFIRM_WITHIN = Duration.ofDays(3);

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

    /** @throws NotFound when there is none */
    ServiceSale require(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(ServiceSale.class)
                .optional()
                .orElseThrow(Sales::unknown);
    }

    private static NotFound unknown() {
        return new NotFound("TRANSACTION_NOT_FOUND", "Transaction not found");
    }

    /** Those that the caller takes part in, or all for an admin, and if asked for only those that name a chain. */
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

    /** @throws NotFound when there is none that the caller takes part in */
    ServiceSale visible(Caller caller, UUID id) {
        ServiceSale sale = require(id);
        if (!isSeller(caller, sale) && !isBuyer(caller, sale)) {
            throw unknown();
        }
        return sale;
    }

    ServiceSale act(Caller caller, UUID id, Action action) {
        return transactions.execute(_ -> take(caller, id, action));
    }

    private ServiceSale take(Caller caller, UUID id, Action action) {
        ServiceSale sale = visible(caller, id);
        boolean seller = isSeller(caller, sale);
        boolean allowed = switch (action) {
            case DELIVER -> seller;
            case CONFIRM -> isBuyer(caller, sale);
            case CANCEL -> true;
        };
        Forbidden.when(!allowed, "NOT_YOUR_PART", "that is for the other side");
        boolean done = switch (action) {
            case DELIVER -> deliver(id);
            case CONFIRM -> release(sale, true);
            // a buyer does not get for nothing what was delivered
            case CANCEL -> refund(sale, Status.CANCELLED, seller);
        };
        ServiceSale now = require(id);
        String state = now.status().name().toLowerCase(Locale.ROOT) + ", its delivery " + now.deliveryStatus();
        Conflict.when(!done && !now.isAfter(action), "WRONG_STATE", "the purchase is " + state);
        return now;
    }

    private boolean deliver(UUID id) {
        return jdbc.sql("""
            update marketplace.service_transaction set delivery = 'delivered', delivered_at = now(), updated_at = now(),
              due_at = now() + ?
            where id = ? and state = 'active' and delivery = 'pending'\
            """).params(CONFIRM_WITHIN, id).update() == 1;
    }

    /** Pays for what was delivered in time, and gives the money back where nothing was. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void sweep() {
        sweeps.each("purchase of services", this::due, this::expire);
    }

    /** Purchases at other markets, which older versions made, wait for an admin: what was paid there does not come back. */
    private List<UUID> due() {
        return jdbc.sql("""
            select id from marketplace.service_transaction
            where payment = 'escrowed' and due_at <= now() and market is null order by due_at limit 200\
            """).query(UUID.class).list();
    }

    private void expire(UUID id) {
        ServiceSale sale = require(id);
        if (sale.isDue() && sale.deliveryStatus().equals("delivered")) {
            release(sale, false);
        } else if (sale.isDue()) {
            refund(sale, Status.EXPIRED, false);
        }
    }

    /** Pays the seller, and those who have a share in the offer. */
    private boolean release(ServiceSale sale, boolean confirmed) {
        int completed = jdbc.sql("""
            update marketplace.service_transaction set state = 'completed', payment = 'released', delivery = 'confirmed',
              delivered_at = coalesce(delivered_at, now()), ended_at = now(), updated_at = now(), confirmed = ?
            where id = ? and state = 'active'\
            """).params(confirmed, sale.id()).update();
        if (completed == 0) {
            return false;
        }
        Map<String, BigDecimal> owners = new TreeMap<>();
        for (Royalty part : parts(sale)) {
            jdbc.sql("insert into marketplace.service_payout (transaction_id, tier, owner, amount) values (?, ?, ?, ?)")
                    .params(sale.id(), part.tier(), part.owner(), part.amount())
                    .update();
            owners.merge(part.owner(), part.amount(), BigDecimal::add);
        }
        List<Share> shares = owners.entrySet().stream()
                .map(owner -> new Share(owner.getKey(), owner.getValue(), true))
                .toList();
        deals.decide(sale.holdId(), "service.settle", shares);
        return true;
    }

    /** Ends one that is not paid for, delivered or not, and gives the offer its capacity back. */
    private boolean refund(ServiceSale sale, Status status, boolean delivered) {
        boolean closed = jdbc.sql("""
            with closed as (
              update marketplace.service_transaction set state = ?, payment = 'refunded', ended_at = now(), updated_at = now()
              where id = ? and payment = 'escrowed' and (? or delivery = 'pending')
              returning offer_id, quantity),
            offer as (
              update marketplace.service_offer o set available = o.available + closed.quantity, updated_at = now()
              from closed where o.id = closed.offer_id)
            select count(*) from closed\
            """)
                        .params(status, sale.id(), delivered)
                        .query(Long.class)
                        .single()
                == 1;
        if (closed) {
            deals.decide(sale.holdId(), "service.refund", List.of());
        }
        return closed;
    }

    private List<Royalty> parts(ServiceSale sale) {
        UUID offer = sale.offerId();
        List<Royalty> parts =
                new ArrayList<>(offer == null ? List.of() : offerTerms.royalties(offer, sale.totalAmount()));
        BigDecimal rest = parts.stream().map(Royalty::amount).reduce(sale.totalAmount(), BigDecimal::subtract);
        if (rest.signum() > 0) {
            parts.add(new Royalty("seller", sale.sellerId(), rest));
        }
        return parts;
    }

    private static boolean isSeller(Caller caller, ServiceSale sale) {
        return caller.isAdmin() || sale.sellerId().equals(caller.subject());
    }

    private static boolean isBuyer(Caller caller, ServiceSale sale) {
        return caller.isAdmin() || sale.buyerId().equals(caller.subject());
    }
}
