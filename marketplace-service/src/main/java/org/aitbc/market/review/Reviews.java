package org.aitbc.market.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.starter.paging.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
record Reviews(JdbcClient jdbc) {

    /**
     * What entitles to a review: the bookings that the author paid, and the jobs that the GPU's worker did with that card and was
     * paid for. Of a worker that had several GPUs on the market by then only a booking tells which one was used.
     */
    private static final String REASONS = """
            select b.id as booking_id, null::uuid as job_id, b.billed as paid, b.currency, upper(b.span) as at
            from marketplace.booking b
            where b.gpu_id = :gpu and b.client = :author and b.state = 'completed' and b.billed > 0
            union all
            select null, o.job_id, p.released, p.currency, p.settled_at
            from core.payment p join core.outcome o on o.job_id = p.job_id
            where p.payer = :author and p.miner_id = :miner and p.released > 0 and o.state = 'COMPLETED'
              and coalesce(o.started_at >= (select bound_at from marketplace.gpu where id = :gpu), true)
              and not exists (select from marketplace.gpu other where other.miner_id = :miner and other.id <> :gpu
                              and other.removed_at is null and not other.claimed
                              and coalesce(other.bound_at <= o.started_at, true))
            """;

    /** What was paid before the author's last review entitled to that one, and a job is the reason of one. */
    private static final String ADD = """
            with last as (select coalesce(max(created_at), '-infinity') as at from marketplace.review
                          where gpu_id = :gpu and author = :author),
            reason as (select r.* from (%s) r, last where r.at > last.at)
            insert into marketplace.review (id, gpu_id, author, rating, comment, booking_id, job_id, paid)
            select :id, :gpu, :author, :rating, :comment, booking_id, job_id,
              greatest(0.00000001, (select sum(paid) from reason where currency = 'AITBC'))
            from reason where (select at from last) < now() - interval '30 days'
              and not exists (select from marketplace.review r where r.booking_id = reason.booking_id)
              and not exists (select from marketplace.review r where r.job_id = reason.job_id)
            order by booking_id nulls last, job_id limit 1
            on conflict do nothing""".formatted(REASONS);

    /**
     * @param reviewId id of the review
     * @param user principal of the author
     * @param date when it was written
     * @param basis what was paid: {@code booking} or {@code receipt}
     */
    record Review(UUID reviewId, int rating, String comment, String user, Instant date, String basis) {}

    /** @param average weighed by what the authors had paid; 0 where there are no reviews */
    record Rating(BigDecimal average, long count) {}

    /** Writes a review of what the author has paid since the last one, unless that was written lately. */
    UUID add(Gpu gpu, String author, int rating, String comment) {
        Forbidden.when(gpu.owner().equals(author), "OWN_GPU", "nobody reviews their own GPU");
        UUID id = Ids.next();
        int added = jdbc.sql(ADD)
                .param("id", id)
                .param("gpu", gpu.id())
                .param("miner", gpu.minerId())
                .param("author", author)
                .param("rating", rating)
                .param("comment", comment)
                .update();
        if (added == 0) {
            String customers =
                    "reviews are for those who paid a booking of this GPU, or a job of its worker while that had no other GPU";
            Forbidden.when(!isCustomer(gpu, author), "NOT_A_CUSTOMER", customers);
            throw new Conflict(
                    "ALREADY_REVIEWED",
                    "a GPU is reviewed once in 30 days by the same author, for what was paid since the review before");
        }
        return id;
    }

    Rating rating(UUID gpu) {
        return jdbc.sql("""
                        select round(coalesce(sum(rating * paid) / sum(paid), 0), 2) as average, count(*)
                        from marketplace.review where gpu_id = ?""").param(gpu).query(Rating.class).single();
    }

    List<Review> list(UUID gpu, Page page) {
        return jdbc.sql("""
                        select id as review_id, rating, comment, author as user, created_at as date,
                          case when booking_id is null then 'receipt' else 'booking' end as basis
                        from marketplace.review where gpu_id = ? and id < ? order by id desc limit ? offset ?""")
                .params(gpu, page.below(), page.rows(), page.skipped())
                .query(Review.class)
                .list();
    }

    private boolean isCustomer(Gpu gpu, String author) {
        return jdbc.sql("select exists (%s)".formatted(REASONS))
                .param("gpu", gpu.id())
                .param("miner", gpu.minerId())
                .param("author", author)
                .query(Boolean.class)
                .single();
    }
}
