package org.aitbc.market.priceindex;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Settled receipts: those whose payment was released. A print is their paid money over their time. */
@Component
class PriceIndex {

    /** The receipt's own words are what was signed; the worker's first GPU is the model. */
    private static final String RECEIPTS = """
            with settled as (
              select o.receipt_id, p.settled_at, p.released as paid, p.currency,
                     extract(epoch from o.ended_at - o.started_at) as seconds,
                     coalesce(m.capabilities #>> '{gpus,0,name}', m.capabilities #>> '{gpu,name}', m.capabilities #>> '{gpu,model}', 'unknown') as model
              from core.outcome o join core.payment p on p.job_id = o.job_id
              left join core.miner m on m.id = o.miner_id
              where o.state = 'COMPLETED' and p.status = 'released' and p.currency = 'AITBC' and p.released > 0
                and o.ended_at > o.started_at and p.settled_at >= :from and p.settled_at < :to)""";

    private final JdbcClient jdbc;

    PriceIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was paid in an hour.
     *
     * @param pricePerHour AITBC per hour: {@code paid / gpu_hours}
     * @param paid AITBC that the receipts' payments released, with the network's fee
     */
    record Print(Instant start, BigDecimal pricePerHour, BigDecimal paid, BigDecimal gpuHours, int receipts) {}

    /** One receipt of a print. */
    record Input(UUID receiptId, Instant settledAt, BigDecimal paid, BigDecimal seconds, String gpuModel) {}

    /** Hours that are over come from their sums, the rest from the receipts themselves. */
    List<Print> prints(@Nullable String model, Instant from, Instant to) {
        Instant summed = summedUntil(to).filter(from::isBefore).orElse(from);
        return jdbc.sql(RECEIPTS + """
                        select start, sum(paid) as paid, sum(seconds) / 3600 as hours, sum(receipts) as receipts
                        from (select date_trunc('hour', settled_at) as start, model, paid, seconds, 1 as receipts from settled
                              union all
                              select start, model, paid, seconds, receipts from marketplace.price_print
                              where start >= :first and start < :from) part
                        where :model::text is null or lower(model) = lower(:model) group by 1 order by 1""")
                .param("model", model)
                .param("first", Timestamp.from(from))
                .param("from", Timestamp.from(summed))
                .param("to", Timestamp.from(to))
                .query((row, _) -> print(
                        Rows.time(row, "start"),
                        row.getBigDecimal("paid"),
                        row.getBigDecimal("hours"),
                        row.getInt("receipts")))
                .list();
    }

    private Optional<Instant> summedUntil(Instant end) {
        return jdbc.sql("select least(until, date_trunc('hour', ?::timestamptz)) from marketplace.price_printed")
                .param(Timestamp.from(end))
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /**
     * Sums up the next hour, if it is over for good: a settlement has its time a moment before it is seen.
     *
     * @return whether there may be another one
     */
    @Transactional
    boolean sumNext() {
        Optional<Instant> next = next();
        next.ifPresent(start -> {
            jdbc.sql(RECEIPTS + """
                            insert into marketplace.price_print
                            select date_trunc('hour', settled_at), model, sum(paid), sum(seconds), count(*)
                            from settled group by 1, 2""")
                    .param("from", Timestamp.from(start))
                    .param("to", Timestamp.from(start.plus(1, ChronoUnit.HOURS)))
                    .update();
            jdbc.sql("""
                            insert into marketplace.price_printed (until) values (?)
                            on conflict (one) do update set until = excluded.until""").param(Timestamp.from(start.plus(1, ChronoUnit.HOURS))).update();
        });
        return next.isPresent();
    }

    /** The first hour that is not summed up, where that can be done; nobody else does it until the transaction ends. */
    private Optional<Instant> next() {
        return jdbc.sql("""
                        select start from (
                          select coalesce((select until from marketplace.price_printed),
                                          date_trunc('hour', (select min(settled_at) from core.payment where status = 'released'))) as start
                          where pg_try_advisory_xact_lock(hashtextextended('marketplace.price_print', 0))) first
                        where start < now() - interval '70 minutes'""").query(Timestamp.class).optional().map(Timestamp::toInstant);
    }

    private static Print print(Instant start, BigDecimal paid, BigDecimal hours, int receipts) {
        return new Print(
                start,
                paid.divide(hours, 8, RoundingMode.HALF_UP).stripTrailingZeros(),
                paid.stripTrailingZeros(),
                hours.stripTrailingZeros(),
                receipts);
    }

    List<Input> inputs(@Nullable String model, Instant from, Instant to, int most) {
        return jdbc.sql(RECEIPTS + """
                        select * from settled where :model::text is null or lower(model) = lower(:model)
                        order by settled_at, receipt_id limit :most""")
                .param("model", model)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("most", most)
                .query((row, _) -> new Input(
                        Rows.id(row, "receipt_id"),
                        Rows.time(row, "settled_at"),
                        row.getBigDecimal("paid").stripTrailingZeros(),
                        row.getBigDecimal("seconds").stripTrailingZeros(),
                        row.getString("model")))
                .list();
    }
}
