package org.aitbc.payment.webhooks;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.json.RawJson;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What principals with endpoints are to be told of events. */
@Component
class Notices {

    private final JdbcClient jdbc;

    Notices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An event for the principal it concerns. */
    record Notice(String owner, String event, Instant at, RawJson data) {}

    private record Told(UUID subject, String owner, RawJson data) {}

    List<Notice> of(List<Event> events) {
        if (!jdbc.sql("select exists (select from payment.webhook where enabled)")
                .query(Boolean.class)
                .single()) {
            return List.of();
        }
        List<Notice> notices = new ArrayList<>();
        for (Source source : Source.ALL) {
            List<Event> own = events.stream()
                    .filter(event -> source.events().contains(event.name()))
                    .toList();
            Map<UUID, List<Told>> told = own.isEmpty() ? Map.of() : told(source, own);
            own.forEach(event -> told.getOrDefault(event.subject(), List.of())
                    .forEach(one -> notices.add(new Notice(one.owner(), event.name(), event.at(), one.data()))));
        }
        notices.sort(Comparator.comparing(Notice::at));
        return notices;
    }

    private Map<UUID, List<Told>> told(Source source, List<Event> events) {
        return jdbc
                .sql(source.sql())
                .param("ids", events.stream().map(Event::subject).toArray(UUID[]::new))
                .query((row, _) ->
                        new Told(row.getObject(1, UUID.class), row.getString(2), new RawJson(row.getString(3))))
                .list()
                .stream()
                .collect(groupingBy(Told::subject));
    }
}
