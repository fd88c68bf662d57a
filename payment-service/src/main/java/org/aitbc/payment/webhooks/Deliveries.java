package org.aitbc.payment.webhooks;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The deliveries of an endpoint, which the caller has been found to own. */
@Component
class Deliveries {

    private static final String LIST = """
            select * from payment.webhook_delivery
            where webhook = :webhook and id < :below and (:status::text is null or status = :status)
            order by id desc limit :limit offset :offset""";

    /** Clears the claim, so an attempt in progress cannot record its outcome. */
    private static final String AGAIN = """
            update payment.webhook_delivery
            set status = 'pending', attempts = 0, due = now(), claim = null, ended_at = null
            where webhook = :webhook\s""";

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The part that is wanted, newest first, and one of the next part if there is one. */
    List<Delivery> list(UUID webhook, @Nullable String status, Page page) {
        return jdbc.sql(LIST)
                .param("webhook", webhook)
                .param("below", page.below())
                .param("status", status)
                .param("limit", page.rows() + 1)
                .param("offset", page.skipped())
                .query(Delivery::of)
                .list();
    }

    /** @throws NotFound when the endpoint has no such delivery */
    Delivery replay(UUID webhook, UUID id) {
        return jdbc.sql(AGAIN + "and id = :id returning *")
                .param("webhook", webhook)
                .param("id", id)
                .query(Delivery::of)
                .optional()
                .orElseThrow(() -> new NotFound("DELIVERY_NOT_FOUND", "delivery not found: " + Ids.text(id)));
    }

    /** All dead ones, or those made since; how many there are. */
    int replayDead(UUID webhook, @Nullable Instant since) {
        return jdbc.sql(AGAIN + "and status = 'dead' and (:since::timestamptz is null or created_at >= :since)")
                .param("webhook", webhook)
                .param("since", since == null ? null : Timestamp.from(since))
                .update();
    }

    Delivery require(UUID id) {
        return jdbc.sql("select * from payment.webhook_delivery where id = ?")
                .param(id)
                .query(Delivery::of)
                .single();
    }
}
