package org.aitbc.market.auction;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code marketplace.auction}. */
@Component
class Auctions {

    private static final int MOST = 200;

    private static final String FIND = "select " + Auction.COLUMNS + " from marketplace.auction a";

    /** The caller's own, those that it bids on, and those that it may bid on. */
    private static final String SEEN = """
            (:all or a.client = :me or a.gpu_id is null and a.status = 'open' and a.expires_at > clock_timestamp()
              or a.id in (select b.auction_id from marketplace.bid b where b.bidder = :me or b.provider = :me))""";

    /** GPUs that an order can be served with. */
    static final String FITTING = """
            from marketplace.gpu g join marketplace.auction a on a.id = :auction
            where g.removed_at is null and g.offered and g.currency = a.currency and g.id = coalesce(a.gpu_id, g.id)
              and (a.model is null or strpos(lower(g.model), lower(a.model)) > 0)
              and (a.min_memory_gb is null or g.memory_gb >= a.min_memory_gb)
              and (a.region is null or g.region = a.region) and a.hours between g.min_hours and g.max_hours""";

    private final JdbcClient jdbc;
    private final AuctionSettings settings;

    Auctions(JdbcClient jdbc, AuctionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    Auction require(UUID id) {
        return jdbc.sql(FIND + " where a.id = ?")
                .param(id)
                .query(Auction::of)
                .optional()
                .orElseThrow(Auctions::unknown);
    }

    /** One that the caller may see. */
    Auction require(Caller caller, UUID id) {
        return jdbc.sql(FIND + " where a.id = :id and " + SEEN)
                .param("id", id)
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .query(Auction::of)
                .optional()
                .orElseThrow(Auctions::unknown);
    }

    /** Locked until the end of the transaction: nothing of it or its bids changes. */
    Auction lock(UUID id) {
        jdbc.sql("select id from marketplace.auction where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return require(id);
    }

    /** One row more than asked for, where there are more. */
    List<Auction> list(Caller caller, @Nullable AuctionStatus status, boolean mine, Page page) {
        return jdbc.sql(FIND + " where " + SEEN + " and (:status::text is null or " + Auction.STATUS + " = :status)"
                        + """
                         and (not :mine or a.client = :me) and a.id < :below
                        order by a.id desc limit :rows offset :skipped""")
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .param("status", status == null ? null : status.text())
                .param("mine", mine)
                .param("below", page.below())
                .param("rows", page.rows() + 1)
                .param("skipped", page.skipped())
                .query(Auction::of)
                .list();
    }

    /**
     * @param gpu the only one that will do
     * @throws Invalid when it would not end in time
     */
    Auction create(UUID hold, String client, Wanted wanted, @Nullable Gpu gpu) {
        int created = jdbc.sql("""
                        insert into marketplace.auction (id, client, gpu_id, model, min_memory_gb, region, hours, max_price_per_hour,
                          held, currency, notes, status, expires_at)
                        select :id, :client, :gpu, :model, :memory, :region, :hours, :price,
                          :held, :currency, :notes, 'open', coalesce(:expires::timestamptz, now() + make_interval(secs => :usual))
                        where coalesce(:expires::timestamptz > now()
                          and :expires::timestamptz <= now() + make_interval(secs => :longest), true)""")
                .param("id", hold)
                .param("client", client)
                .param("gpu", gpu == null ? null : gpu.id())
                .param("model", wanted.model())
                .param("memory", wanted.minMemoryGb())
                .param("region", wanted.region())
                .param("hours", wanted.durationHours())
                .param("price", wanted.maxPricePerHour())
                .param("held", wanted.most())
                .param("currency", (gpu == null ? Currency.AITBC : gpu.currency()).name())
                .param("notes", wanted.notes())
                .param("expires", wanted.expiresAt())
                .param("usual", settings.open().toSeconds())
                .param("longest", settings.longest().toSeconds())
                .update();
        if (created == 0) {
            throw new Invalid(
                    "VALIDATION_ERROR",
                    "expires_at: must be ahead, by %d days at most"
                            .formatted(settings.longest().toDays()));
        }
        return require(hold);
    }

    /** One of the provider's GPUs that fits, one that is free now before others; its terms and owner stay as they are. */
    Optional<UUID> fitting(UUID auction, String provider, @Nullable UUID gpu) {
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

    void award(UUID id, Bid bid, String provider, UUID gpu) {
        jdbc.sql("""
                        update marketplace.auction set status = 'awarded', winner = ?, provider = ?, awarded_gpu = ?,
                          price_per_hour = ?, awarded_at = now(), expires_at = now() + make_interval(secs => ?)
                        where id = ?""")
                .params(bid.id(), provider, gpu, bid.price(), settings.use().toSeconds(), id)
                .update();
    }

    void close(UUID id, AuctionStatus status) {
        jdbc.sql("update marketplace.auction set status = ?, closed_at = now() where id = ?")
                .params(status.text(), id)
                .update();
    }

    /** What time has ended, and nobody else yet. */
    List<UUID> due() {
        return jdbc.sql("""
                        select id from marketplace.auction where closed_at is null and expires_at <= now()
                        order by expires_at limit ?""").param(MOST).query(UUID.class).list();
    }

    static NotFound unknown() {
        return new NotFound("AUCTION_NOT_FOUND", "there is no such order, or it is not for you");
    }
}
