package org.aitbc.gateway.docs;

import java.net.URI;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.aitbc.gateway.routing.RoutingProperties;
import org.aitbc.gateway.routing.Service;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
class ApiDocsController {

    private static final String SCHEME = "api-key";
    private static final JsonMapper JSON = new JsonMapper();

    private final RoutingProperties routing;
    private final HttpClient client;

    ApiDocsController(RoutingProperties routing, HttpClient client) {
        this.routing = routing;
        this.client = client;
    }

    @GetMapping("/docs")
    ResponseEntity<Void> docs() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/docs/index.html"))
                .build();
    }

    @GetMapping(path = "/v3/api-docs/{name}", produces = "application/json")
    Mono<ObjectNode> describe(@PathVariable String name) {
        Service service = routing.services().get(name);
        if (service == null) {
            return Mono.error(new Refused(Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "no such service")));
        }
        return client.get()
                .uri(service.url() + "/v3/api-docs")
                .responseSingle(ApiDocsController::body)
                .map(ApiDocsController::asSeenHere);
    }

    private static Mono<byte[]> body(HttpClientResponse answer, ByteBufMono body) {
        return answer.status().code() == 200
                ? body.asByteArray()
                : Mono.error(new Refused(Problem.unavailable("the service does not describe its API at the moment")));
    }

    // Readers send what they try to the gateway, with a key of theirs; the service's own address and token are not
    // theirs.
    private static ObjectNode asSeenHere(byte[] description) {
        ObjectNode api = (ObjectNode) JSON.readTree(description);
        api.remove("servers");
        api.putArray("security").addObject().putArray(SCHEME);
        api.withObject("/components")
                .putObject("securitySchemes")
                .putObject(SCHEME)
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-Api-Key");
        return api;
    }
}
