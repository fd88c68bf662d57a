package org.aitbc.trading.spot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.admission.ConcurrencyLimiter;
import org.aitbc.starter.docs.Refusal;
import org.aitbc.trading.book.Command;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Order.Side;
import org.aitbc.trading.matching.*;
import org.aitbc.trading.spot.Candles.Candle;
import org.aitbc.trading.spot.Tape.Snapshot;
import org.aitbc.trading.spot.Tapes.Integrity;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/v1/trading/markets")
@Tag(name = "spot")
class MarketController {

    private static final String SELECT = """
        select m.id, m.base, m.quote, m.tick, m.lot, m.min_notional, m.band, m.max_open_orders,
          :makerFee as maker_fee, :takerFee as taker_fee,
          case when m.halted is null then 'open' else 'halted' end as state, m.halted as reason, m.seq,
          m.last_price * m.tick as last, d.first * m.tick as open24h, d.high * m.tick as high24h, d.low * m.tick as low24h,
          coalesce(d.lots, 0) * m.lot as volume24h, coalesce(d.trades, 0) as trades24h
        from trading.market m
        left join json_to_recordset(:days::json)
          as d(market text, first int8, high int8, low int8, lots numeric, trades int8) on d.market = m.id\
        """;

    private static final String DAYS = """
        select coalesce(json_agg(d), '[]')::text from (
          select market, max(price) as high, min(price) as low, sum(quantity) as lots, count(*) as trades,
            (array_agg(price order by at, seq, n))[1] as first
          from trading.fill where at > now() - interval '24 hours' and market = any(?) group by market) d\
        """;

    /** The sums of a day may be of many trades, and everybody may ask for them. */
    private static final Duration DAY_KEPT = Duration.ofSeconds(1);

    private static final String TRADES = """
        select f.seq, f.price * m.tick as price, f.quantity * m.lot as quantity, f.taker_side, f.at
        from trading.fill f join trading.market m on m.id = f.market where f.market = ?
        order by f.at desc, f.seq desc, f.n desc limit ?\
        """;

    private final Markets markets;
    private final Matchers matchers;
    private final Tapes tapes;
    private final Feed feed;
    private final Candles candles;
    private final ConcurrencyLimiter limiter;
    private final JdbcClient jdbc;
    private @Nullable Days days;

    MarketController(
            Markets markets,
            Matchers matchers,
            Tapes tapes,
            Feed feed,
            Candles candles,
            ConcurrencyLimiter limiter,
            JdbcClient jdbc) {
        this.markets = markets;
        this.matchers = matchers;
        this.tapes = tapes;
        this.feed = feed;
        this.candles = candles;
        this.limiter = limiter;
        this.jdbc = jdbc;
    }

    /**
     * @param band an order that would trade at once buys for at most this many times the last price, and sells for at least
     *     that part of it
     * @param makerFee of what a resting order receives, as a fraction; as governance decides
     * @param seq number of commands in the journal
     * @param last price of the last trade; null where there was none
     */
    @Schema(name = "SpotMarket")
    record MarketSummary(
            String id,
            String base,
            String quote,
            BigDecimal tick,
            BigDecimal lot,
            BigDecimal minNotional,
            int band,
            int maxOpenOrders,
            BigDecimal makerFee,
            BigDecimal takerFee,
            String state,
            @Nullable String reason,
            long seq,
            @Nullable BigDecimal last,

            @JsonProperty("open_24h") @Nullable BigDecimal open24h,

            @JsonProperty("high_24h") @Nullable BigDecimal high24h,

            @JsonProperty("low_24h") @Nullable BigDecimal low24h,

            @JsonProperty("volume_24h") BigDecimal volume24h,

            @JsonProperty("trades_24h") long trades24h) {}

    private record Days(long since, String json) {}

    record Print(long seq, BigDecimal price, BigDecimal quantity, Side takerSide, Instant at) {}

    record HaltRequest(@NotBlank @Size(max = 200) String reason) {}

    @GetMapping
    @Operation(summary = "Markets with their rules, last price and the last 24 hours")
    List<MarketSummary> list() {
        return select(" order by m.id").query(MarketSummary.class).list();
    }

    @GetMapping("/{id}")
    @Operation(summary = "A market")
    MarketSummary find(@PathVariable String id) {
        return select(" where m.id = :id")
                .param("id", markets.require(id).id())
                .query(MarketSummary.class)
                .single();
    }

    private StatementSpec select(String which) {
        Fees fees = matchers.fees();
        return jdbc.sql(SELECT + which)
                .param("makerFee", fees.maker())
                .param("takerFee", fees.taker())
                .param("days", days());
    }

    /** A second old at most. */
    private synchronized String days() {
        Days kept = days;
        if (kept == null || System.nanoTime() - kept.since() > DAY_KEPT.toNanos()) {
            String[] all = markets.all().stream().map(Market::id).toArray(String[]::new);
            kept = new Days(
                    System.nanoTime(),
                    jdbc.sql(DAYS).param(all).query(String.class).single());
            days = kept;
        }
        return kept.json();
    }

    @GetMapping("/{id}/book")
    @Operation(summary = "Open orders by price, the best first")
    Snapshot book(@PathVariable String id, @RequestParam(defaultValue = "20") @Min(1) @Max(500) int depth) {
        return tapes.current(markets.require(id)).snapshot(depth);
    }

    @GetMapping("/{id}/trades")
    @Operation(summary = "The last trades, newest first")
    List<Print> trades(@PathVariable String id, @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
        return jdbc.sql(TRADES)
                .params(markets.require(id).id(), limit)
                .query(Print.class)
                .list();
    }

    @GetMapping("/{id}/candles")
    @Operation(summary = "Prices by time of the last 7 days, oldest first; times without trades are left out")
    List<Candle> candles(
            @PathVariable String id,
            @RequestParam(defaultValue = "1m")
                    @Pattern(regexp = "1m|5m|1h|1d", message = "must be one of 1m, 5m, 1h, 1d")
                    String interval,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        return candles.read(markets.require(id), DurationStyle.SIMPLE.parse(interval), limit);
    }

    @GetMapping(path = "/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Follow a market: a snapshot of its book, then each change and trade; Last-Event-ID resumes")
    @Refusal(status = 429, when = "The caller follows with twenty streams.")
    SseEmitter stream(
            @Nullable Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long after) {
        limiter.requireMayWait();
        return feed.follow(markets.require(id), caller, after);
    }

    @GetMapping("/{id}/integrity")
    @Operation(summary = "How far the journal has been replayed, and whether that led to what it says")
    Integrity integrity(@PathVariable String id) {
        return tapes.integrity(markets.require(id));
    }

    @PostMapping("/{id}/halt")
    @Operation(summary = "Halt a market: orders can be reduced and cancelled only (admin)")
    MarketSummary halt(Caller caller, @PathVariable String id, @Valid @RequestBody HaltRequest request) {
        return command(id, new Halt(caller.subject() + ": " + request.reason()));
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Resume a halted market (admin)")
    MarketSummary resume(@PathVariable String id) {
        return command(id, new Resume());
    }

    private MarketSummary command(String id, Command command) {
        matchers.of(markets.require(id)).make(command);
        return find(id);
    }
}
