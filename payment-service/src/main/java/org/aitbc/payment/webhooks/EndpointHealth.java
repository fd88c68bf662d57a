package org.aitbc.payment.webhooks;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which endpoints take what they are sent. Those that want nothing, or take nothing for days, are disabled. */
@Component
class EndpointHealth {

    private static final String TAKES = """
            update payment.webhook set failing_since = null where id = :id and failing_since is not null""";

    private static final String FAILS = """
            update payment.webhook set failing_since = coalesce(failing_since, now()),
              enabled = not (:gone or coalesce(failing_since < now() - make_interval(secs => :after), false)),
              disabled_reason = case when :gone then 'it answered 410 Gone'
                when failing_since < now() - make_interval(secs => :after) then 'it took nothing for too long' end
            where id = :id and enabled
              and (:gone or failing_since is null or failing_since < now() - make_interval(secs => :after))""";

    private final JdbcClient jdbc;
    private final WebhookSettings settings;

    EndpointHealth(JdbcClient jdbc, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    void note(UUID webhook, Answer answer) {
        if (answer.isTaken()) {
            jdbc.sql(TAKES).param("id", webhook).update();
            return;
        }
        jdbc.sql(FAILS)
                .param("id", webhook)
                .param("gone", answer.isGone())
                .param("after", settings.disableAfter().toSeconds())
                .update();
    }
}
