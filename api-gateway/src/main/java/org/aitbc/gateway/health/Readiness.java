package org.aitbc.gateway.health;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.gateway.routing.RoutingProperties;
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

    Readiness(RoutingProperties routing, HttpClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
        Mono<Map<String, String>> services = Flux.fromIterable(
                        routing.services().entrySet())
                .flatMap(
                        service -> service(service.getValue().url()).map(status -> Map.entry(service.getKey(), status)))
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

    private Mono<String> service(URI url) {
        return client.get()
                .uri(url + "/actuator/health/readiness")
                .response()
                .map(answer -> answer.status().code() == 200 ? UP : DOWN)
                .timeout(PATIENCE)
                .onErrorReturn(DOWN);
    }

    private Mono<String> database() {
        return Mono.fromCallable(() -> jdbc.sql("select 1").query().singleValue())
                .subscribeOn(Schedulers.boundedElastic())
                .map(_ -> UP)
                .timeout(PATIENCE)
                .onErrorReturn(DOWN);
    }
}
