package org.aitbc.gateway.http;

import java.util.*;
import org.springframework.http.*;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a request is refused, as RFC 9457 problem JSON.
 *
 * @param code the reason in upper snake case
 * @param headers further ones of the answer
 */
public record Problem(HttpStatus status, String code, String detail, Map<String, String> headers) {

    /** The attribute of an exchange with the path to name where the request's own is another. */
    public static final String INSTANCE = Problem.class.getName() + ".instance";

    /** Of the header and of the attribute with a request's id. */
    public static final String REQUEST_ID = "X-Request-ID";

    private static final JsonMapper JSON = new JsonMapper();

    public Problem(HttpStatus status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /** Ends a request with a problem; it is thrown a lot, so it has no stack trace. */
    static final class Refusal extends RuntimeException {

        final transient Problem problem;

        private Refusal(Problem problem) {
            super(problem.detail, null, false, false);
            this.problem = problem;
        }
    }

    public RuntimeException refusal() {
        return new Refusal(this);
    }

    /** One that the same request may not meet again after some seconds. */
    public static Problem passing(HttpStatus status, String code, String detail, long seconds) {
        return new Problem(status, code, detail, Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }

    public static Problem unavailable(String detail) {
        return passing(HttpStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", detail, 1);
    }

    public static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, "NOT_FOUND", detail);
    }

    /** What a request, its answer and every log line about it share. */
    public static String requestId(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(REQUEST_ID, "unknown");
    }

    Mono<Void> write(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        String path = exchange.getRequest().getPath().value();
        byte[] body = body(exchange.getAttributeOrDefault(INSTANCE, path), requestId(exchange));
        response.setStatusCode(status);
        headers.forEach(response.getHeaders()::set);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /** The JSON, for the path and the id of a request. */
    byte[] body(String instance, String requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", status.getReasonPhrase());
        members.put("status", status.value());
        members.put("detail", detail);
        members.put("instance", instance);
        members.put("code", code);
        members.put("request_id", requestId);
        return JSON.writeValueAsBytes(members);
    }
}
