package org.aitbc.gateway.pages;

import com.github.benmanes.caffeine.cache.*;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.aitbc.gateway.http.Problem;
import org.aitbc.gateway.routing.GatewaySettings;
import org.aitbc.gateway.routing.GatewaySettings.Service;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.reactive.config.*;
import org.webjars.WebJarVersionLocator;
import reactor.core.publisher.*;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API of each service, as it is seen from outside; asked for once a minute at most. */
@RestController
class ApiDocsController {

    /** A service describes itself when it is first asked to, which takes seconds on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final Problem UNAVAILABLE =
            Problem.unavailable("the service does not describe its API at the moment");
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

    /** Swagger UI as its webjar ships it, but for the file that tells it which services there are. */
    @Configuration(proxyBeanMethods = false)
    static class SwaggerUi implements WebFluxConfigurer {

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            String version = new WebJarVersionLocator().version("swagger-ui");
            registry.addResourceHandler("/docs/**")
                    .addResourceLocations(
                            "classpath:/org/aitbc/gateway/pages/",
                            "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/");
        }
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
        return service == null
                ? Mono.error(Problem.notFound("no such service").refusal())
                : Mono.fromFuture(() -> descriptions.get(service), true).onErrorMap(_ -> UNAVAILABLE.refusal());
    }

    /** The documents of all services that describe themselves at the moment, as one. */
    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> describeAll() {
        return Flux.fromIterable(settings.services().entrySet())
                .flatMapSequential(service -> Mono.fromFuture(() -> descriptions.get(service.getValue()), true)
                        .map(document -> Map.entry(service.getKey(), document))
                        .onErrorComplete())
                .collectList()
                .map(CombinedDocument::of)
                .map(JSON::writeValueAsBytes);
    }

    private Mono<byte[]> description(Service service) {
        return Flux.fromIterable(service.url())
                .concatMapDelayError(url -> client.get()
                        .uri(url + "/v3/api-docs")
                        .responseSingle(
                                (answer, body) -> answer.status().code() == 200 ? body.asByteArray() : Mono.empty()))
                .next()
                .map(ApiDocsController::asSeenHere)
                .switchIfEmpty(Mono.error(UNAVAILABLE.refusal()));
    }

    // Readers send what they try to the gateway, with a key of theirs; the service's own address and token are not
    // theirs.
    private static byte[] asSeenHere(byte[] description) {
        ObjectNode api = (ObjectNode) JSON.readTree(description);
        api.remove("servers");
        api.putArray("security").addObject().putArray("api-key");
        api.withObject("/components")
                .putObject("securitySchemes")
                .putObject("api-key")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-Api-Key");
        return JSON.writeValueAsBytes(api);
    }
}
