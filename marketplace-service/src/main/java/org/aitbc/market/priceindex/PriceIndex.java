package org.aitbc.market.priceindex;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
record PriceIndex(JdbcClient jdbc) {

    static final String MODEL =
            "coalesce(m.capabilities #>> '{gpus,0,name}', m.capabilities #>> '{gpu,name}', m.capabilities #>> '{gpu,model}', 'unknown')";

    /**
     * Receipts whose payment was released, of a second at least and paid by another than the worker's owner. The model is that of
     * the worker's first GPU as it said when the job was leased.
     */
    static final String RECEIPTS = """
        with settled as (
          select o.receipt_id, p.settled_at, p.payer, p.released as paid, extract(epoch from o.ended_at - o.started_at) as seconds,
            coalesce((select l.model from marketplace.leased_model l where l.miner_id = o.miner_id and l.since <= o.started_at
                      order by l.since desc limit 1),
                     (select l.model from marketplace.leased_model l where l.miner_id = o.miner_id order by l.since limit 1), %s) as model
          from core.outcome o join core.payment p on p.job_id = o.job_id left join core.miner m on m.id = o.miner_id
          where o.state = 'COMPLETED' and p.status = 'released' and p.currency = 'AITBC' and p.released > 0
            and o.ended_at >= o.started_at + interval '1 second' and p.settled_at >= :from and p.settled_at < :to
            and p.payer is distinct from p.payee and p.payer is distinct from m.owner)
        """.formatted(MODEL);

    /** Of n payers (n + 1) / 4, rounded down, are left out at either end; none counts for more than an hour of GPU time. */
    private static final String PRINTS = """
        , part as (
          select date_trunc('hour', settled_at) as start, payer, model, paid, seconds, 1 as receipts from settled
          union all
          select start, payer, model, paid, seconds, receipts from marketplace.price_print
          where start >= :first and start < :from),
        payer_hour as (
          select start, sum(paid) as paid, sum(seconds) as seconds, sum(receipts) as receipts,
            least(sum(seconds), 3600) as weight, sum(paid) * 3600 / sum(seconds) as price,
            row_number() over (partition by start order by sum(paid) / sum(seconds), payer) as place,
            count(*) over (partition by start) as payers
          from part where :model::text is null or lower(model) = lower(:model) group by start, payer)
        select start,
          trim_scale(round(sum(price * weight) filter (where middle) / sum(weight) filter (where middle), 8)) as price_per_hour,
          trim_scale(sum(paid)) as paid, trim_scale(sum(seconds) / 3600) as gpu_hours, sum(receipts) as receipts, payers
        from (select *, place > (payers + 1) / 4 and place <= payers - (payers + 1) / 4 as middle from payer_hour) placed
        group by start, payers order by start
        """;

    /**
     * An hour.
     *
     * @param start the hour, by its start
     * @param pricePerHour AITBC per hour: the trimmed mean over payers
     * @param paid AITBC that the payments released, with the network's fee
     * @param gpuHours hours that were paid for
     * @param receipts how many it stands on
     * @param payers how many different ones paid them
     */
    record PricePoint(
            Instant start, BigDecimal pricePerHour, BigDecimal paid, BigDecimal gpuHours, int receipts, int payers) {}

    /**
     * @param settledAt when it was paid
     * @param payer a number instead of a name, the same for all receipts of a payer in this answer
     * @param paid AITBC, with the network's fee
     * @param seconds GPU seconds
     */
    record PricedReceipt(
            UUID receiptId, Instant settledAt, int payer, BigDecimal paid, BigDecimal seconds, String gpuModel) {}

    /** Past hours come from their sums, the rest from the receipts. */
    List<PricePoint> prices(@Nullable String model, Instant from, Instant to) {
        Instant summed = summedUntil(to).filter(from::isBefore).orElse(from);
        return jdbc.sql(RECEIPTS + PRINTS)
                .param("model", model)
                .param("first", from)
                .param("from", summed)
                .param("to", to)
                .query(PricePoint.class)
                .list();
    }

    private Optional<Instant> summedUntil(Instant end) {
        return jdbc.sql("select least(until, date_trunc('hour', ?::timestamptz)) from marketplace.price_printed")
                .param(end)
                .query(Instant.class)
                .optional();
    }

    List<PricedReceipt> receipts(@Nullable String model, Instant from, Instant to, int limit) {
        return jdbc.sql(RECEIPTS + """
            select receipt_id, settled_at, dense_rank() over (order by md5(payer)) as payer, trim_scale(paid) as paid,
              trim_scale(seconds) as seconds, model as gpu_model
            from settled where :model::text is null or lower(model) = lower(:model)
            order by settled_at, receipt_id limit :limit\
            """)
                .param("model", model)
                .param("from", from)
                .param("to", to)
                .param("limit", limit)
                .query(PricedReceipt.class)
                .list();
    }
}
