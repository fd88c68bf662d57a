package org.aitbc.trading.spot;

import java.math.BigDecimal;
import java.time.*;
import java.util.List;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.matching.*;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Prices by time: of minutes that are over from sums that are made once, of those after them from the fills. */
@Component
record Candles(JdbcClient jdbc, DatabaseClock clock, Sweeps sweeps, Markets markets) {

    private static final Duration LONGEST = Duration.ofDays(7);

    private static final String OF_FILLS = """
        select market, date_bin('1 minute', at, 'epoch') as start, (array_agg(price order by at, seq, n))[1] as open,
          max(price) as high, min(price) as low, (array_agg(price order by at desc, seq desc, n desc))[1] as close,
          sum(quantity) as lots, count(*) as trades
        from trading.fill where market = :market and at < :until and at >= greatest(:from, (
          select max(start) + interval '1 minute' from trading.candle where market = :market))
        group by 1, 2
        """;

    /** Who gets the lock knows that all fills until now are committed, and that later ones have a later time. */
    private static final String OVER =
            "select date_trunc('minute', clock_timestamp()) from (select from trading.market where id = ? for share) m";

    private static final String SUM = "insert into trading.candle " + OF_FILLS + "on conflict do nothing";

    private static final String READ = """
        with minute as (
          select * from trading.candle where market = :market and start >= :from
          union all
        """ + OF_FILLS + """
        )
        select date_bin(:step, c.start, 'epoch') as start, (array_agg(c.open order by c.start))[1] * m.tick as open,
          max(c.high) * m.tick as high, min(c.low) * m.tick as low,
          (array_agg(c.close order by c.start desc))[1] * m.tick as close, sum(c.lots) * m.lot as volume, sum(c.trades) as trades
        from minute c join trading.market m on m.id = c.market group by 1, m.tick, m.lot order by 1\
        """;

    /** @param volume in the base currency */
    record Candle(
            Instant start,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            long trades) {}

    /** The last ones, oldest first. */
    List<Candle> read(Market market, Duration step, int limit) {
        long steps = Math.min(limit, LONGEST.dividedBy(step));
        Instant now = clock.now();
        long first = now.getEpochSecond() / step.toSeconds() - steps + 1;
        return jdbc.sql(READ)
                .param("market", market.id())
                .param("step", step)
                .param("from", Instant.ofEpochSecond(first * step.toSeconds()))
                .param("until", now.plus(LONGEST))
                .query(Candle.class)
                .list();
    }

    @Scheduled(fixedDelayString = "1m")
    void sum() {
        sweeps.eachOutside("candles", markets::all, market -> {
            Instant over =
                    jdbc.sql(OVER).param(market.id()).query(Instant.class).single();
            jdbc.sql(SUM)
                    .param("market", market.id())
                    .param("from", over.minus(LONGEST))
                    .param("until", over)
                    .update();
        });
    }
}
