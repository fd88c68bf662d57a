package org.aitbc.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** A service behind the gateway that tells what reached it. */
public final class Upstream {

    public static final int PARKED = 1_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String METRICS = """
            # HELP jobs Of a service
            # TYPE jobs gauge
            jobs{type="a } b"} 2.0
            jobs_max 3.0
            """;
    private static final String EVENT = "data: one\n\n";

    private static final String DESCRIPTION = "{\"openapi\":\"3.1.0\",\"servers\":[{\"url\":\"http://inside\"}]}";
    /** Longer than a service that is well takes for anything else. */
    private static final Duration FOR_ITS_DESCRIPTION = Duration.ofMillis(2_500);

    private final DisposableServer server;
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicInteger described = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Sinks.Empty<Void> allParked = Sinks.empty();
    private volatile Sinks.Empty<Void> moreEvents = Sinks.empty();
    private volatile boolean ready = true;

    Upstream() {
        server = HttpServer.create().port(0).handle(this::answer).bindNow();
    }

    public String url() {
        return "http://localhost:" + server.port();
    }

    public void ready(boolean isReady) {
        ready = isReady;
    }

    public void sendMoreEvents() {
        moreEvents.tryEmitEmpty();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String path = request.fullPath();
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "readiness" -> response.status(ready ? 200 : 503).send();
            case "api-docs" -> {
                described.incrementAndGet();
                yield json(response, Mono.delay(FOR_ITS_DESCRIPTION).map(_ -> DESCRIPTION));
            }
            case "prometheus" -> response.header("Content-Type", "text/plain").sendString(Mono.just(METRICS));
            case "conflict" -> conflict(response);
            case "missing" -> response.status(204).send();
            case "slow" -> json(response, Mono.delay(Duration.ofMillis(300)).map(_ -> "{}"));
            case "never" -> json(response, forever());
            case "cut" -> response.withConnection(connection -> connection.dispose());
            case "events" -> events(response);
            case "pausing-events" ->
                response.sse()
                        .send(
                                Flux.just(0, 1)
                                        .concatMap(pause -> Mono.delay(Duration.ofMillis(4_000L * pause)))
                                        .map(_ -> event()),
                                _ -> true);
            case "socket" ->
                response.sendWebsocket((in, out) -> out.sendString(in.receive().asString()));
            case "parked" -> json(response, park());
            default -> echo(request, response);
        };
    }

    private Publisher<Void> events(HttpServerResponse response) {
        moreEvents = Sinks.empty();
        return response.sse()
                .send(
                        Flux.concat(
                                Mono.fromSupplier(Upstream::event),
                                moreEvents.asMono().then(Mono.fromSupplier(Upstream::event))),
                        _ -> true);
    }

    private Mono<String> park() {
        if (parked.incrementAndGet() == PARKED) {
            allParked.tryEmitEmpty();
        }
        return allParked.asMono().thenReturn("{}");
    }

    /** Requests that are never answered, and whose callers have not left. */
    public int waiting() {
        return waiting.get();
    }

    /** How often it was asked for its description. */
    public int described() {
        return described.get();
    }

    private Mono<String> forever() {
        waiting.incrementAndGet();
        return Mono.<String>never().doOnCancel(waiting::decrementAndGet);
    }

    private static Publisher<Void> echo(HttpServerRequest request, HttpServerResponse response) {
        return json(
                response,
                request.receive()
                        .map(ByteBuf::readableBytes)
                        .reduce(0, Integer::sum)
                        .map(size -> {
                            Map<String, String> headers = new TreeMap<>();
                            request.requestHeaders()
                                    .forEach(header ->
                                            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
                            return JSON.writeValueAsString(Map.of(
                                    "method",
                                    request.method().name(),
                                    "uri",
                                    request.uri(),
                                    "headers",
                                    headers,
                                    "size",
                                    size));
                        }));
    }

    private static Publisher<Void> conflict(HttpServerResponse response) {
        return response.status(409)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .header("X-Request-ID", "not the caller's")
                .sendString(Mono.just("{\"status\":409,\"code\":\"TAKEN\"}"));
    }

    private static Publisher<Void> json(HttpServerResponse response, Mono<String> body) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json").sendString(body);
    }

    private static ByteBuf event() {
        return Unpooled.copiedBuffer(EVENT, StandardCharsets.UTF_8);
    }
}
