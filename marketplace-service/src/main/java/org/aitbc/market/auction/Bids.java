package org.aitbc.market.auction;

import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.auction.Bid.Status;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code marketplace.bid}. */
@Component
record Bids(JdbcClient jdbc) {

    private static final String STATUS =
            "case when b.status = 'pending' and b.expires_at <= clock_timestamp() then 'expired' else b.status end";

    private static final String ROWS = """
            select b.id, coalesce(b.provider_name, b.provider) as provider, b.provider as payee, b.capacity, b.price, b.notes, %s as status, b.submitted_at, b.auction_id, b.gpu_id, b.bidder,
              b.capacity - b.taken as remaining, b.expires_at, b.decided_at
            from marketplace.bid b
            """.formatted(STATUS);

    /** What the caller made, is to be paid for, or may accept. */
    private static final String SEEN = """
            (:all or b.id in (
              select id from marketplace.bid where bidder = :me or provider = :me
              union all
              select o.id from marketplace.auction a join marketplace.bid o on o.auction_id = a.id where a.client = :me
              union all
              select winner from marketplace.auction where client = :me and winner is not null
              union all
              select o.id from marketplace.gpu g join marketplace.auction a on a.gpu_id = g.id
              join marketplace.bid o on o.auction_id = a.id
              where g.owner = :me and a.closed_at is null))""";

    /** On an order, or standing and such that it may be awarded to it. */
    private static final String OFFERED = """
            (:bidder::text is null or b.bidder = :bidder) and (b.auction_id = :auction
              or :open and b.auction_id is null and b.status = 'pending' and b.expires_at > clock_timestamp()
                and b.price <= :most and b.provider <> :client and exists (select\s""" + Auctions.FITTING + " and g.owner = b.provider))";

    /** How many pending bids one principal has at most, and one order. */
    private static final int LIMIT = 50;

    /**
     * @param auction null for a standing bid
     * @param name what the bidder calls itself, where that is not its principal
     */
    record Draft(
            @Nullable UUID auction,
            @Nullable UUID gpu,
            String bidder,
            String provider,
            @Nullable String name,
            int capacity,
            BigDecimal price,
            @Nullable String notes) {}

    Bid lock(UUID id) {
        jdbc.sql("select id from marketplace.bid where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return jdbc.sql(ROWS + "where b.id = ?")
                .param(id)
                .query(Bid.class)
                .optional()
                .orElseThrow(Bids::unknown);
    }

    /** One that the caller may see. */
    Bid require(Caller caller, UUID id) {
        return jdbc.sql(ROWS + "where b.id = :id and " + SEEN)
                .param("id", id)
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .query(Bid.class)
                .optional()
                .orElseThrow(Bids::unknown);
    }

    List<Bid> list(Caller caller, @Nullable Status status, @Nullable String provider, Page page) {
        return jdbc.sql(ROWS + "where " + SEEN + " and (:status::text is null or " + STATUS + " = :status)" + """
                         and (:provider::text is null or :provider in (b.provider, b.provider_name)) and b.id < :below
                        order by b.id desc limit :rows offset :skipped""")
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .param("status", status)
                .param("provider", provider)
                .param("below", page.below())
                .param("rows", page.rows())
                .param("skipped", page.skipped())
                .query(Bid.class)
                .list();
    }

    /**
     * The cheapest first: those on an order, and standing ones that it may be awarded to.
     *
     * @param bidder null for those of all
     */
    List<Bid> findByAuction(Auction auction, @Nullable String bidder) {
        return jdbc.sql(ROWS + "where " + OFFERED + " order by b.price, b.id limit 500")
                .param("bidder", bidder)
                .param("auction", auction.auctionId())
                .param("open", auction.status() == Auction.Status.OPEN && auction.gpuId() == null)
                .param("most", auction.maxPricePerHour())
                .param("client", auction.clientId())
                .query(Bid.class)
                .list();
    }

    /** One bid of a principal at a time, so that none is above the limit. */
    void requireBelowLimitOfBidder(String bidder) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('marketplace.bid of ' || ?, 0))")
                .param(bidder)
                .query((_, _) -> true)
                .single();
        long pending = countPending("bidder = ?", bidder);
        Conflict.when(pending >= LIMIT, "TOO_MANY_BIDS", "you have " + pending + " bids that are pending");
    }

    /** For an order that is locked. */
    void requireBelowLimitOfAuction(UUID auction) {
        long pending = countPending("auction_id = ?", auction);
        Conflict.when(pending >= LIMIT, "AUCTION_FULL", "the order has all the bids it takes");
    }

    private long countPending(String condition, Object param) {
        return jdbc.sql("select count(*) from marketplace.bid where status = 'pending' and " + condition)
                .param(param)
                .query(Long.class)
                .single();
    }

    /** A standing one is pending for 30 days, others as long as their order. */
    Bid create(Draft draft) {
        UUID id = Ids.next();
        int created = jdbc.sql("""
                        insert into marketplace.bid (id, auction_id, gpu_id, bidder, provider, provider_name, capacity, price, notes, status, expires_at)
                        values (:id, :auction, :gpu, :bidder, :provider, :name, :capacity, :price, :notes, 'pending', coalesce(
                          (select expires_at from marketplace.auction where id = :auction), now() + interval '30 days'))
                        on conflict (auction_id, gpu_id) where status = 'pending' do nothing""").paramSource(draft).param("id", id).update();
        Conflict.when(created == 0, "ALREADY_BID", "this GPU is in a pending bid on the order; withdraw it first");
        return lock(id);
    }

    /** Takes one of its capacity. */
    void accept(UUID id, String provider) {
        jdbc.sql("""
                        update marketplace.bid set taken = taken + 1, provider = ?,
                          status = case when taken + 1 = capacity then 'accepted' else status end,
                          decided_at = case when taken + 1 = capacity then now() end
                        where id = ?""").params(provider, id).update();
    }

    void end(UUID id, Status status) {
        jdbc.sql("update marketplace.bid set status = ?, decided_at = now() where id = ?")
                .params(status, id)
                .update();
    }

    void endPending(UUID auction, Status status) {
        jdbc.sql(
                        "update marketplace.bid set status = ?, decided_at = now() where auction_id = ? and status = 'pending'")
                .params(status, auction)
                .update();
    }

    void expireStanding() {
        jdbc.sql("""
                        update marketplace.bid set status = 'expired', decided_at = now()
                        where auction_id is null and status = 'pending' and expires_at <= now()""").update();
    }

    private static NotFound unknown() {
        return new NotFound("BID_NOT_FOUND", "there is no such bid, or it is not yours");
    }
}
