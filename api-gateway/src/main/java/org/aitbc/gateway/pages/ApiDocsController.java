package org.aitbc.gateway.pages;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.time.Duration;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.aitbc.gateway.routing.GatewaySettings;
import org.aitbc.gateway.routing.Service;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API of each service, as it is seen from outside; asked for once a minute at most. */
@RestController
class ApiDocsController {

    private static final String SCHEME = "api-key";
    /** A service describes itself when it is first asked to, which takes seconds on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final GatewaySettings settings;
    private final HttpClient client;
    private final AsyncLoadingCache<Service, byte[]> descriptions;

    ApiDocsController(GatewaySettings settings, HttpClient client, Ticker ticker) {
        this.settings = settings;
        this.client = client.responseTimeout(PATIENCE);
        descriptions = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .buildAsync((service, _) -> description(service).toFuture());
    }

    @GetMapping("/docs")
    ResponseEntity<Void> docs() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/docs/index.html"))
                .build();
    }

    @GetMapping(path = "/v3/api-docs/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> describe(@PathVariable String name) {
        Service service = settings.services().get(name);
        if (service == null) {
            return Mono.error(new Refused(Problem.notFound("no such service")));
        }
        return Mono.fromFuture(() -> descriptions.get(service), true)
                .onErrorMap(
                        _ -> new Refused(Problem.unavailable("the service does not describe its API at the moment")));
    }

    private Mono<byte[]> description(Service service) {
        return Flux.fromIterable(service.url())
                .concatMapDelayError(url -> client.get()
                        .uri(url + "/v3/api-docs")
                        .responseSingle(
                                (answer, body) -> answer.status().code() == 200 ? body.asByteArray() : Mono.empty()))
                .next()
                .map(ApiDocsController::asSeenHere)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no replica describes its API")));
    }

    // Readers send what they try to the gateway, with a key of theirs; the service's own address and token are not
    // theirs.
    private static byte[] asSeenHere(byte[] description) {
        ObjectNode api = (ObjectNode) JSON.readTree(description);
        api.remove("servers");
        api.putArray("security").addObject().putArray(SCHEME);
        api.withObject("/components")
                .putObject("securitySchemes")
                .putObject(SCHEME)
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-Api-Key");
        return JSON.writeValueAsBytes(api);
    }
}
