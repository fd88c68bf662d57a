package org.aitbc.market.auction;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.row.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code marketplace.bid}. */
@Component
class Bids {

    private static final String FIND = "select " + Bid.COLUMNS + " from marketplace.bid b";

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

    private final JdbcClient jdbc;
    private final AuctionSettings settings;

    Bids(JdbcClient jdbc, AuctionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * What somebody offers, or asks for.
     *
     * @param auction null for a standing bid
     */
    record Draft(
            @Nullable UUID auction,
            @Nullable UUID gpu,
            String bidder,
            String provider,
            int capacity,
            BigDecimal price,
            @Nullable String notes) {}

    /** Locked until the end of the transaction. */
    Bid lock(UUID id) {
        jdbc.sql("select id from marketplace.bid where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return jdbc.sql(FIND + " where b.id = ?")
                .param(id)
                .query(Bid::of)
                .optional()
                .orElseThrow(Bids::unknown);
    }

    /** One that the caller may see. */
    Bid require(Caller caller, UUID id) {
        return jdbc.sql(FIND + " where b.id = :id and " + SEEN)
                .param("id", id)
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .query(Bid::of)
                .optional()
                .orElseThrow(Bids::unknown);
    }

    List<Bid> list(Caller caller, @Nullable BidStatus status, @Nullable String provider, Part part) {
        return jdbc.sql(FIND + " where " + SEEN + " and (:status::text is null or " + Bid.STATUS + " = :status)" + """
                         and (:provider::text is null or b.provider = :provider) and b.id < :below
                        order by b.id desc limit :rows offset :skipped""")
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .param("status", status == null ? null : status.text())
                .param("provider", provider)
                .param("below", part.below())
                .param("rows", part.rows())
                .param("skipped", part.skipped())
                .query(Bid::of)
                .list();
    }

    /**
     * The cheapest first: those on an order, and standing ones that it may be awarded to.
     *
     * @param bidder only those of this one
     */
    List<Bid> of(Auction auction, @Nullable String bidder) {
        return jdbc.sql(FIND + " where " + OFFERED + " order by b.price, b.id limit 500")
                .param("bidder", bidder)
                .param("auction", auction.auctionId())
                .param("open", auction.status() == AuctionStatus.OPEN && auction.gpuId() == null)
                .param("most", auction.maxPricePerHour())
                .param("client", auction.clientId())
                .query(Bid::of)
                .list();
    }

    /** One bid of a principal at a time, so that none is above the limit. @throws Conflict when it has too many */
    void requireRoomOf(String bidder) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('marketplace.bid of ' || ?, 0))")
                .param(bidder)
                .query((_, _) -> true)
                .single();
        long open = count("select count(*) from marketplace.bid where bidder = ? and status = 'pending'", bidder);
        if (open >= settings.bidsOfOne()) {
            throw new Conflict("TOO_MANY_BIDS", "you have %d bids that nobody has decided about".formatted(open));
        }
    }

    /** For an order that is locked. @throws Conflict when it has too many */
    void requireRoomOn(UUID auction) {
        long open = count("select count(*) from marketplace.bid where auction_id = ? and status = 'pending'", auction);
        if (open >= settings.bidsOnOne()) {
            throw new Conflict("AUCTION_FULL", "the order has all the bids it takes");
        }
    }

    private long count(String sql, Object param) {
        return jdbc.sql(sql).param(param).query(Long.class).single();
    }

    /** @throws Conflict when the GPU was bid for this order before */
    Bid create(Draft draft) {
        UUID id = Ids.next();
        int created = jdbc.sql("""
                        insert into marketplace.bid (id, auction_id, gpu_id, bidder, provider, capacity, price, notes, status, expires_at)
                        values (:id, :auction, :gpu, :bidder, :provider, :capacity, :price, :notes, 'pending', coalesce(
                          (select expires_at from marketplace.auction where id = :auction), now() + make_interval(secs => :standing)))
                        on conflict (auction_id, gpu_id) where status = 'pending' do nothing""")
                .param("id", id)
                .param("auction", draft.auction())
                .param("gpu", draft.gpu())
                .param("bidder", draft.bidder())
                .param("provider", draft.provider())
                .param("capacity", draft.capacity())
                .param("price", draft.price())
                .param("notes", draft.notes())
                .param("standing", settings.standing().toSeconds())
                .update();
        if (created == 0) {
            throw new Conflict("ALREADY_BID", "this GPU is in a pending bid on the order; withdraw it first");
        }
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

    void end(UUID id, BidStatus status) {
        jdbc.sql("update marketplace.bid set status = ?, decided_at = now() where id = ?")
                .params(status.text(), id)
                .update();
    }

    void endPending(UUID auction, BidStatus status) {
        jdbc.sql("""
                        update marketplace.bid set status = ?, decided_at = now()
                        where auction_id = ? and status = 'pending'""").params(status.text(), auction).update();
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
