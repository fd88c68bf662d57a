package org.aitbc.gateway.health;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.aitbc.gateway.page.ServicePages;
import org.aitbc.gateway.routing.RoutingProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether each service and the database answer; asked for at most once a second. */
@Component
class Readiness {

    private static final long REMEMBERED = Duration.ofSeconds(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Executor APART = Thread::startVirtualThread;
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    private final RoutingProperties routing;
    private final JdbcClient jdbc;
    private @Nullable CompletableFuture<State> last;
    private long lastAt;

    Readiness(RoutingProperties routing, JdbcClient jdbc) {
        this.routing = routing;
        this.jdbc = jdbc;
    }

    /** @param services the status of each, {@code UP} or {@code DOWN} */
    record State(Map<String, String> services, String database) {

        boolean isReady() {
            return database.equals(UP) && services.values().stream().allMatch(UP::equals);
        }
    }

    State state() {
        return looked().join();
    }

    private synchronized CompletableFuture<State> looked() {
        if (last == null || (last.isDone() && System.nanoTime() - lastAt > REMEMBERED)) {
            last = look();
            lastAt = System.nanoTime();
        }
        return last;
    }

    private CompletableFuture<State> look() {
        Map<String, CompletableFuture<String>> answers = new TreeMap<>();
        routing.services()
                .forEach((name, service) ->
                        answers.put(name, CompletableFuture.supplyAsync(() -> status(service.url()), APART)));
        return CompletableFuture.supplyAsync(this::database, APART)
                .thenApplyAsync(
                        database -> {
                            Map<String, String> services = new TreeMap<>();
                            answers.forEach((name, answer) -> services.put(name, answer.join()));
                            return new State(services, database);
                        },
                        APART);
    }

    private static String status(URI url) {
        try {
            ServicePages.read(url + "/actuator/health/readiness", PATIENCE);
            return UP;
        } catch (IOException e) {
            return DOWN;
        }
    }

    private String database() {
        try {
            jdbc.sql("select 1").query().singleValue();
            return UP;
        } catch (DataAccessException e) {
            return DOWN;
        }
    }
}
