package org.aitbc.payment.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import org.aitbc.starter.metrics.Gauges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets old deliveries, and measures how many wait. */
@Component
class WebhookSweep {

    private static final int AT_ONCE = 5_000;

    private static final String PRUNE = """
            delete from payment.webhook_delivery where id in (
              (select id from payment.webhook_delivery where status = 'delivered'
                 and ended_at < now() - make_interval(secs => :keep) limit :most)
              union all
              (select id from payment.webhook_delivery where status = 'dead'
                 and ended_at < now() - make_interval(secs => :keepDead) limit :most)
              union all
              (select d.id from payment.webhook w join payment.webhook_delivery d on d.webhook = w.id
                 where not w.enabled and d.status = 'pending'
                 and d.due < now() - make_interval(secs => :keepDead) limit :most))""";

    private static final String QUEUE = """
            select count(*) as pending,
                   coalesce(extract(epoch from now() - min(d.due) filter (where d.due < now())), 0) as oldest_seconds,
                   (select count(*) from payment.webhook where enabled and failing_since is not null) as failing
            from payment.webhook_delivery d join payment.webhook w on w.id = d.webhook and w.enabled
            where d.status = 'pending'""";

    private final JdbcClient jdbc;
    private final WebhookSettings settings;
    private final Gauges<Queue> queue;

    WebhookSweep(JdbcClient jdbc, WebhookSettings settings, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.queue = new Gauges<>(meters, new Queue(0, 0, 0))
                .gauge("aitbc.webhooks.queued", "Deliveries that wait for an attempt", Queue::pending)
                .gauge("aitbc.webhooks.oldest.due.seconds", "How long the oldest delivery is due", Queue::oldestSeconds)
                .gauge("aitbc.webhooks.failing", "Enabled endpoints whose last attempt failed", Queue::failing);
    }

    private record Queue(long pending, double oldestSeconds, long failing) {}

    @Scheduled(fixedDelayString = "${aitbc.webhooks.sweep}")
    void run() {
        queue.measured(jdbc.sql(QUEUE).query(Queue.class).single());
        int pruned;
        do {
            pruned = prune();
        } while (pruned >= AT_ONCE);
    }

    private int prune() {
        return jdbc.sql(PRUNE)
                .param("keep", settings.keep().toSeconds())
                .param("keepDead", settings.keepDead().toSeconds())
                .param("most", AT_ONCE)
                .update();
    }
}
