package org.aitbc.payment.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deliveries change hands here. A claim lasts as long as the lease; after that the delivery is due again. */
@Component
class Claims {

    /**
     * Goes from endpoint to endpoint along the index, so a long queue of one costs the others nothing, and takes from all
     * at random when there is more than can be sent.
     */
    private static final String TAKE = """
            with recursive waiting(webhook) as (
              (select webhook from payment.webhook_delivery where status = 'pending' order by webhook limit 1)
              union all
              select (select d.webhook from payment.webhook_delivery d
                      where d.status = 'pending' and d.webhook > w.webhook order by d.webhook limit 1)
              from waiting w where w.webhook is not null),
            next as (
              select d.id from waiting join payment.webhook w on w.id = waiting.webhook and w.enabled
              left join unnest(:busy::uuid[], :running::int[]) as b(webhook, running) on b.webhook = w.id
              cross join lateral (
                select id from payment.webhook_delivery
                where webhook = w.id and status = 'pending' and due <= now()
                order by due limit greatest(0, :each - coalesce(b.running, 0)) for update skip locked) d
              order by random() limit :most)
            update payment.webhook_delivery d
            set claim = :token, due = now() + make_interval(secs => :lease), attempts = d.attempts + 1
            from next, payment.webhook w where d.id = next.id and w.id = d.webhook
            returning d.id, d.webhook, d.claim, w.url, d.body, d.attempts, w.secret,
              case when w.previous_until > now() then w.previous_secret end""";

    private static final String END = """
            update payment.webhook_delivery
            set status = :status, due = now() + make_interval(secs => :wait), claim = null,
                ended_at = case when :status <> 'pending' then now() end,
                response_status = :code, response = :response, error = :error
            where id = :id and claim = :token""";

    private final JdbcClient jdbc;
    private final WebhookSettings settings;

    Claims(JdbcClient jdbc, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Claims what is due.
     *
     * @param most how many in all
     * @param running how many attempts of an endpoint this instance makes already
     */
    List<Claim> take(int most, Map<UUID, Integer> running) {
        List<Map.Entry<UUID, Integer>> busy = List.copyOf(running.entrySet());
        return jdbc.sql(TAKE)
                .param("busy", busy.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .param("running", busy.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .param("each", settings.concurrency())
                .param("most", most)
                .param("token", Ids.next())
                .param("lease", settings.lease().toSeconds())
                .query(Claims::claim)
                .list();
    }

    /** Nothing is written when the claim was lost meanwhile. */
    void delivered(Claim claim, Answer answer) {
        end(claim, answer, "delivered", Duration.ZERO);
    }

    void retry(Claim claim, Answer answer, Duration wait) {
        end(claim, answer, "pending", wait);
    }

    void dead(Claim claim, Answer answer) {
        end(claim, answer, "dead", Duration.ZERO);
    }

    private void end(Claim claim, Answer answer, String status, Duration wait) {
        jdbc.sql(END)
                .param("status", status)
                .param("wait", wait.toMillis() / 1000.0)
                .param("code", answer.status())
                .param("response", answer.text())
                .param("error", answer.error())
                .param("id", claim.id())
                .param("token", claim.token())
                .update();
    }

    private static Claim claim(ResultSet row, int ignored) throws SQLException {
        return new Claim(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                Stream.of(row.getString(7), row.getString(8))
                        .filter(text -> text != null)
                        .map(Secret::new)
                        .toList());
    }
}
