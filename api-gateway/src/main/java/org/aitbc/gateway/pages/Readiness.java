package org.aitbc.gateway.pages;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.gateway.routing.GatewaySettings;
import org.aitbc.gateway.routing.Service;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** Whether each service and the database answer; asked for at most once a second. */
@Component
class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    private final HttpClient client;
    private final JdbcClient jdbc;
    private final Mono<State> state;

    Readiness(GatewaySettings settings, HttpClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
        Mono<Map<String, String>> services = Flux.fromIterable(
                        settings.services().entrySet())
                .flatMap(service -> status(service.getValue()).map(status -> Map.entry(service.getKey(), status)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
        state = Mono.zip(services, Mono.defer(this::database), State::new).cache(REMEMBERED);
    }

    /** @param services the status of each, {@code UP} or {@code DOWN} */
    record State(Map<String, String> services, String database) {

        boolean isReady() {
            return database.equals(UP) && services.values().stream().allMatch(UP::equals);
        }
    }

    Mono<State> state() {
        return state;
    }

    private Mono<String> status(Service service) {
        return Flux.fromIterable(service.url())
                .flatMap(this::isReady)
                .any(ready -> ready)
                .map(ready -> ready ? UP : DOWN);
    }

    private Mono<Boolean> isReady(URI replica) {
        return client.get()
                .uri(replica + "/actuator/health/readiness")
                .response()
                .map(answer -> answer.status().code() == 200)
                .timeout(PATIENCE)
                .onErrorReturn(false);
    }

    private Mono<String> database() {
        return Mono.fromCallable(() -> jdbc.sql("select 1").query().singleValue())
                .subscribeOn(Schedulers.boundedElastic())
                .map(_ -> UP)
                .timeout(PATIENCE)
                .onErrorReturn(DOWN);
    }
}
