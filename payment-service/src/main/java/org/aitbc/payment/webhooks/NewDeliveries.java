package org.aitbc.payment.webhooks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.webhooks.Notices.Notice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes deliveries, with the body as it will be sent each time. */
@Component
class NewDeliveries {

    /** Endpoints stay until the transaction has written what is for them. */
    private static final String ENDPOINTS = """
            select id, owner, events, created_at from payment.webhook
            where enabled and owner = any(:owners) order by id for key share""";

    private static final String INSERT = """
            insert into payment.webhook_delivery (id, webhook, event, body)
            select * from unnest(:ids, :webhooks, :events, :bodies)""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NewDeliveries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The body, as Standard Webhooks recommends it. */
    private record Message(String type, Instant timestamp, Object data) {}

    private record Endpoint(UUID id, String owner, Subscription subscription, Instant createdAt) {

        boolean wants(Notice notice) {
            return subscription.wants(notice.event()) && !notice.at().isBefore(createdAt);
        }
    }

    private record Row(UUID id, UUID webhook, String event, String body) {}

    /** One for each endpoint of the owner that wants the event, and was there when it happened. */
    void add(List<Notice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        Map<String, List<Endpoint>> endpoints = endpoints(notices);
        List<Row> rows = new ArrayList<>();
        for (Notice notice : notices) {
            endpoints.getOrDefault(notice.owner(), List.of()).stream()
                    .filter(endpoint -> endpoint.wants(notice))
                    .forEach(endpoint -> rows.add(row(endpoint.id(), notice.event(), notice.at(), notice.data())));
        }
        if (!rows.isEmpty()) {
            insert(rows);
        }
    }

    /** One that only says that it came; its id. */
    UUID addTest(UUID webhook) {
        Row row = row(webhook, "webhook.test", Instant.now(), Map.of("webhook_id", Ids.text(webhook)));
        insert(List.of(row));
        return row.id();
    }

    private Row row(UUID webhook, String event, Instant at, Object data) {
        return new Row(Ids.next(), webhook, event, json.writeValueAsString(new Message(event, at, data)));
    }

    private Map<String, List<Endpoint>> endpoints(List<Notice> notices) {
        return jdbc
                .sql(ENDPOINTS)
                .param("owners", notices.stream().map(Notice::owner).distinct().toArray(String[]::new))
                .query((row, _) -> new Endpoint(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        new Subscription(List.of((String[]) row.getArray(3).getArray())),
                        row.getTimestamp(4).toInstant()))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Endpoint::owner));
    }

    private void insert(List<Row> rows) {
        jdbc.sql(INSERT)
                .param("ids", rows.stream().map(Row::id).toArray(UUID[]::new))
                .param("webhooks", rows.stream().map(Row::webhook).toArray(UUID[]::new))
                .param("events", rows.stream().map(Row::event).toArray(String[]::new))
                .param("bodies", rows.stream().map(Row::body).toArray(String[]::new))
                .update();
    }
}
