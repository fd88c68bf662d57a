package org.aitbc.market.priceindex;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
record PriceIndex(JdbcClient jdbc) {

    /** Receipts whose payment was released. The worker's first GPU is the model. */
    static final String RECEIPTS = """
        with settled as (
          select o.receipt_id, p.settled_at, p.released as paid, extract(epoch from o.ended_at - o.started_at) as seconds,
            coalesce(m.capabilities #>> '{gpus,0,name}', m.capabilities #>> '{gpu,name}', m.capabilities #>> '{gpu,model}', 'unknown') as model
          from core.outcome o join core.payment p on p.job_id = o.job_id left join core.miner m on m.id = o.miner_id
          where o.state = 'COMPLETED' and p.status = 'released' and p.currency = 'AITBC' and p.released > 0
            and o.ended_at > o.started_at and p.settled_at >= :from and p.settled_at < :to)
        """;

    /**
     * An hour.
     *
     * @param pricePerHour AITBC per hour: {@code paid / gpu_hours}
     * @param paid AITBC that the payments released, with the network's fee
     */
    record PricePoint(Instant start, BigDecimal pricePerHour, BigDecimal paid, BigDecimal gpuHours, int receipts) {}

    record PricedReceipt(UUID receiptId, Instant settledAt, BigDecimal paid, BigDecimal seconds, String gpuModel) {}

    /** Past hours come from their sums, the rest from the receipts. */
    List<PricePoint> prices(@Nullable String model, Instant from, Instant to) {
        Instant summed = summedUntil(to).filter(from::isBefore).orElse(from);
        return jdbc.sql(RECEIPTS + """
            select start, trim_scale(round(sum(paid) * 3600 / sum(seconds), 8)) as price_per_hour, trim_scale(sum(paid)) as paid,
              trim_scale(sum(seconds) / 3600) as gpu_hours, sum(receipts) as receipts
            from (select date_trunc('hour', settled_at) as start, model, paid, seconds, 1 as receipts from settled
                  union all
                  select start, model, paid, seconds, receipts from marketplace.price_print
                  where start >= :first and start < :from) part
            where :model::text is null or lower(model) = lower(:model) group by 1 order by 1\
            """)
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
            select receipt_id, settled_at, trim_scale(paid) as paid, trim_scale(seconds) as seconds, model as gpu_model
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
