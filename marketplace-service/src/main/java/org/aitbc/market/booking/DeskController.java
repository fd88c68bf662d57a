package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.starter.database.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;

/** For other services only: the gateway has no route to it. */
@RestController
@Hidden
record DeskController(BookGpu bookGpu, DatabaseClock clock, JdbcClient jdbc, TransactionTemplate transactions)
        implements MarketDesk {

    @Override
    public List<Offer> offers(
            @Nullable String model,
            @Nullable String region,
            @Nullable BigDecimal leastMemoryGb,
            @Nullable BigDecimal mostPerHour) {
        return offers(null, model, region, leastMemoryGb, mostPerHour);
    }

    @Override
    public Offer offer(UUID gpuId) {
        return offers(gpuId, null, null, null, null).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("GPU_NOT_FOUND", "there is no such GPU on the market"));
    }

    private List<Offer> offers(
            @Nullable UUID gpu,
            @Nullable String model,
            @Nullable String region,
            @Nullable BigDecimal leastMemoryGb,
            @Nullable BigDecimal mostPerHour) {
        return jdbc.sql("""
            select id as gpu_id, owner, model, memory_gb, cuda_version, region, price_per_hour, min_hours, max_hours, models,
              reliability, coalesce(booked_until, now()) as free_from
            from marketplace.listing
            where status in ('available', 'booked') and offered and not claimed and currency = 'AITBC'
              and (:gpu::uuid is null or id = :gpu)
              and (:model::text is null or strpos(lower(model), lower(:model)) > 0)
              and (:region::text is null or lower(region) = lower(:region))
              and (:memory::numeric is null or memory_gb >= :memory)
              and (:most::numeric is null or price_per_hour <= :most)
            order by price_per_hour, id limit 500\
            """)
                .param("gpu", gpu)
                .param("model", model)
                .param("region", region)
                .param("memory", leastMemoryGb)
                .param("most", mostPerHour)
                .query(Offer.class)
                .list();
    }

    /** A booking and a refusal write the same row, so there is one of them, whatever else is under way for the same id. */
    @Override
    public Delivery book(Order order) {
        Optional<Delivery> before = find(order.id());
        if (before.isPresent()) {
            return before.get();
        }
        try {
            transactions.executeWithoutResult(_ -> {
                if (isFirst(order.id(), null)) {
                    Conflict.when(clock.now().isAfter(order.notAfter()), "TOO_LATE", "the order was for earlier");
                    adopt(order);
                    bookGpu.book(order);
                }
            });
        } catch (Conflict | Invalid | NotFound | Forbidden refused) {
            isFirst(order.id(), refused.code());
        }
        return booking(order.id());
    }

    @Override
    public Delivery booking(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("ORDER_NOT_FOUND", "nothing was ordered under " + Ids.text(id)));
    }

    private boolean isFirst(UUID id, @Nullable String refusal) {
        return jdbc.sql("insert into marketplace.desk_order (id, refusal) values (?, ?) on conflict do nothing")
                        .param(id)
                        .param(refusal)
                        .update()
                == 1;
    }

    /** The hold is this service's to decide about, once the booking is written. */
    private void adopt(Order order) {
        jdbc.sql("""
            insert into marketplace.hold (id, deal, attempt, kind, reference, payer, amount, currency, state)
            values (:hold, :hold, 1, 'booking.hold', :reference, :client, :held, 'AITBC', 'taken')\
            """)
                .paramSource(order)
                .param("reference", "gpu " + Ids.text(order.gpuId()))
                .update();
    }

    private Optional<Delivery> find(UUID id) {
        return jdbc.sql("""
            select o.id, o.refusal, coalesce(o.refusal in ('TOO_LATE', 'GPU_NOT_AVAILABLE'), false) as of_time, b.state, upper(b.span) as until, b.close_reason, b.used_seconds, b.billed
            from marketplace.desk_order o left join marketplace.booking b on b.id = o.id where o.id = ?\
            """).param(id).query(Delivery.class).optional();
    }
}
