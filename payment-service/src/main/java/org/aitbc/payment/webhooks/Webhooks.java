package org.aitbc.payment.webhooks;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.webhooks.WebhookController.WebhookChange;
import org.aitbc.payment.webhooks.WebhookController.WebhookCreate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Endpoints: each principal has its own, an admin reaches all. */
@Component
class Webhooks {

    private static final String VISIBLE = "where id = :id and (:admin or owner = :owner) ";

    private static final String INSERT = """
            insert into payment.webhook (id, owner, url, events, description, secret)
            values (:id, :owner, :url, :events, :description, :secret) returning\s""" + Webhook.COLUMNS;

    private static final String CHANGE = """
            update payment.webhook
            set url = coalesce(:url, url), events = coalesce(:events::text[], events),
                description = coalesce(:description, description), enabled = coalesce(:enabled::boolean, enabled),
                disabled_reason = case when :enabled::boolean is null then disabled_reason end,
                failing_since = case when :enabled::boolean is null and :url::text is null then failing_since end,
                updated_at = now()
            """ + VISIBLE + "returning " + Webhook.COLUMNS;

    private static final String ROTATE = """
            update payment.webhook
            set previous_secret = secret, previous_until = now() + make_interval(secs => :overlap), secret = :secret,
                updated_at = now()
            """ + VISIBLE + "returning " + Webhook.COLUMNS;

    private final JdbcClient jdbc;
    private final WebhookSettings settings;

    Webhooks(JdbcClient jdbc, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** In a transaction, since those of one owner take turns. @throws Conflict when there are as many as may be */
    Webhook create(Caller caller, WebhookCreate body) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('webhooks of ' || ?, 0))")
                .param(caller.subject())
                .query((_, _) -> true)
                .single();
        if (of(caller.subject()).size() >= settings.most()) {
            throw new Conflict("TOO_MANY_WEBHOOKS", "there may be " + settings.most() + " webhooks; delete one first");
        }
        Secret secret = Secret.random();
        return jdbc.sql(INSERT)
                .param("id", Ids.next())
                .param("owner", caller.subject())
                .param("url", body.url())
                .param("events", Subscription.checked(body.events()).patterns().toArray(String[]::new))
                .param("description", body.description())
                .param("secret", secret.text())
                .query(Webhook.class)
                .single()
                .with(secret);
    }

    List<Webhook> of(String owner) {
        return jdbc.sql("select " + Webhook.COLUMNS + "from payment.webhook where owner = ? order by id desc")
                .param(owner)
                .query(Webhook.class)
                .list();
    }

    /** @throws NotFound when there is none, or it is another's */
    Webhook require(Caller caller, UUID id) {
        return one("select " + Webhook.COLUMNS + "from payment.webhook " + VISIBLE, caller, id);
    }

    /** @throws Conflict when it is disabled: nothing would be sent */
    void requireEnabled(Caller caller, UUID id) {
        if (!require(caller, id).enabled()) {
            throw new Conflict("WEBHOOK_DISABLED", "the webhook is disabled; enable it first");
        }
    }

    Webhook change(Caller caller, UUID id, WebhookChange change) {
        return found(
                bind(CHANGE, caller, id)
                        .param("url", change.url())
                        .param("events", patterns(change.events()))
                        .param("description", change.description())
                        .param("enabled", change.enabled()),
                id);
    }

    Webhook rotate(Caller caller, UUID id) {
        Secret secret = Secret.random();
        return found(
                        bind(ROTATE, caller, id)
                                .param("overlap", settings.secretOverlap().toSeconds())
                                .param("secret", secret.text()),
                        id)
                .with(secret);
    }

    void delete(Caller caller, UUID id) {
        one("delete from payment.webhook " + VISIBLE + "returning " + Webhook.COLUMNS, caller, id);
    }

    private static String @Nullable [] patterns(@Nullable List<String> events) {
        return events == null ? null : Subscription.checked(events).patterns().toArray(String[]::new);
    }

    private Webhook one(String sql, Caller caller, UUID id) {
        return found(bind(sql, caller, id), id);
    }

    private JdbcClient.StatementSpec bind(String sql, Caller caller, UUID id) {
        return jdbc.sql(sql).param("id", id).param("admin", caller.isAdmin()).param("owner", caller.subject());
    }

    private static Webhook found(JdbcClient.StatementSpec statement, UUID id) {
        return statement
                .query(Webhook.class)
                .optional()
                .orElseThrow(() -> new NotFound("WEBHOOK_NOT_FOUND", "webhook not found: " + Ids.text(id)));
    }
}
