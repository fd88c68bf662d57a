package org.aitbc.market.auction;

import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.auction.Auction.Status;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** {@code marketplace.auction}. */
@Component
record Auctions(JdbcClient jdbc) implements Deal<AuctionRequest, Auction> {

    private static final String STATUS =
            "case when a.closed_at is null and a.expires_at <= clock_timestamp() then 'expired' else a.status end";

    private static final String ROWS = """
            select a.id as auction_id, a.client as client_id, a.gpu_id, a.model, a.min_memory_gb, a.region,
              a.hours as duration_hours, a.max_price_per_hour, a.held, a.currency, a.notes, %s as status, a.created_at,
              a.expires_at, a.closed_at,
              case when a.winner is not null then json_build_object('bid_id', a.winner, 'provider', a.provider,
                'gpu_id', a.awarded_gpu, 'price_per_hour', trim_scale(a.price_per_hour), 'awarded_at', a.awarded_at) end as award
            from marketplace.auction a
            """.formatted(STATUS);

    /** The caller's own, those that it bids on, and those that it may bid on. */
    private static final String SEEN = """
            (:all or a.client = :me or a.gpu_id is null and a.status = 'open' and a.expires_at > clock_timestamp()
              or a.id in (select b.auction_id from marketplace.bid b where b.bidder = :me or b.provider = :me))""";

    /** GPUs that an order can be served with: a booking of others would be refused. */
    static final String FITTING = """
            from marketplace.gpu g join marketplace.auction a on a.id = :auction
            where g.removed_at is null and g.offered and not g.claimed
              and not exists (select from marketplace.worker w where w.id = g.miner_id and w.presence <> 'online') and g.currency = a.currency and g.id = coalesce(a.gpu_id, g.id)
              and (a.model is null or strpos(lower(g.model), lower(a.model)) > 0)
              and (a.min_memory_gb is null or g.memory_gb >= a.min_memory_gb)
              and (a.region is null or g.region = a.region) and a.hours between g.min_hours and g.max_hours""";

    Auction require(UUID id) {
        return one(jdbc.sql(ROWS + "where a.id = ?").param(id));
    }

    /** One that the caller may see. */
    Auction require(Caller caller, UUID id) {
        return one(jdbc.sql(ROWS + "where a.id = :id and " + SEEN)
                .param("id", id)
                .param("all", caller.isAdmin())
                .param("me", caller.subject()));
    }

    private static Auction one(StatementSpec sought) {
        return sought.query(Auction.class).optional().orElseThrow(Auctions::unknown);
    }

    /** Until the end of the transaction nothing of it or its bids changes. */
    Auction lock(UUID id) {
        jdbc.sql("select id from marketplace.auction where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return require(id);
    }

    /** One row more than asked for, where there are more. */
    List<Auction> list(Caller caller, @Nullable Status status, boolean mine, Page page) {
        return jdbc.sql(ROWS + "where " + SEEN + " and (:status::text is null or " + STATUS + " = :status)" + """
                         and (not :mine or a.client = :me) and a.id < :below
                        order by a.id desc limit :rows offset :skipped""")
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .param("status", status)
                .param("mine", mine)
                .param("below", page.below())
                .param("rows", page.rows() + 1)
                .param("skipped", page.skipped())
                .query(Auction.class)
                .list();
    }

    @Override
    public HoldTerms terms(Caller caller, AuctionRequest request) {
        return request.terms(caller.subject(), null);
    }

    @Override
    public Auction create(@Nullable UUID hold, Caller caller, AuctionRequest request) {
        return create(Objects.requireNonNull(hold), caller.subject(), request, null);
    }

    /** @param gpu the only one that will do */
    Auction create(UUID hold, String client, AuctionRequest request, @Nullable Gpu gpu) {
        int created = jdbc.sql("""
                        insert into marketplace.auction (id, client, gpu_id, model, min_memory_gb, region, hours, max_price_per_hour,
                          held, currency, notes, status, expires_at)
                        select :id, :client, :gpu, :model, :minMemoryGb, :region, :durationHours, :maxPricePerHour,
                          :held, :currency, :notes, 'open', coalesce(:expiresAt::timestamptz, now() + interval '24 hours')
                        where coalesce(:expiresAt::timestamptz > now() and :expiresAt::timestamptz <= now() + interval '30 days', true)""")
                .paramSource(request)
                .param("id", hold)
                .param("client", client)
                .param("gpu", gpu == null ? null : gpu.id())
                .param("held", request.total())
                .param("currency", (gpu == null ? Currency.AITBC : gpu.currency()).name())
                .update();
        Invalid.when(created == 0, "VALIDATION_ERROR", "expires_at: must be ahead, by 30 days at most");
        return require(hold);
    }

    /** One of the provider's GPUs that fits, one that is free now before others; its terms and owner stay as they are. */
    Optional<UUID> findFitting(UUID auction, String provider, @Nullable UUID gpu) {
        return jdbc.sql("select g.id " + FITTING + """
                         and g.owner = :provider and (:gpu::uuid is null or g.id = :gpu)
                        order by exists (
                          select from marketplace.booking b where b.gpu_id = g.id and b.state in ('active', 'paused')
                            and b.span && tstzrange(now(), now() + make_interval(secs => (a.hours * 3600)::float8))), g.id
                        limit 1 for update of g""")
                .param("auction", auction)
                .param("provider", provider)
                .param("gpu", gpu)
                .query(UUID.class)
                .optional();
    }

    /** For an hour: its money goes back where it is not booked by then. */
    void award(UUID id, Bid bid, String provider, UUID gpu) {
        jdbc.sql("""
                        update marketplace.auction set status = 'awarded', winner = ?, provider = ?, awarded_gpu = ?,
                          price_per_hour = ?, awarded_at = now(), expires_at = now() + interval '1 hour'
                        where id = ?""").params(bid.id(), provider, gpu, bid.price(), id).update();
    }

    void close(UUID id, Status status) {
        jdbc.sql("update marketplace.auction set status = ?, closed_at = now() where id = ?")
                .params(status, id)
                .update();
    }

    /** Expired ones that are not closed yet. */
    List<UUID> due() {
        return jdbc.sql("""
                        select id from marketplace.auction where closed_at is null and expires_at <= now()
                        order by expires_at limit 200""").query(UUID.class).list();
    }

    static NotFound unknown() {
        return new NotFound("AUCTION_NOT_FOUND", "there is no such order, or it is not for you");
    }
}
