package org.aitbc.gateway.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal as RFC 9457 problem JSON.
 *
 * @param code the reason in upper snake case
 * @param retryAfter seconds until the same request may succeed; 0 where waiting does not help
 */
public record Problem(HttpStatus status, String code, String detail, long retryAfter) {

    private static final JsonMapper JSON = new JsonMapper();

    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, 0);
    }

    public static Problem unavailable(String detail) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", detail, 1);
    }

    public static Problem tooLarge() {
        return of(HttpStatus.CONTENT_TOO_LARGE, "PAYLOAD_TOO_LARGE", "the request body is larger than allowed");
    }

    /** Answers the exchange with this problem. */
    public Mono<Void> write(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (retryAfter > 0) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        }
        byte[] body = body(
                exchange.getRequest().getPath().value(), response.getHeaders().getFirst("X-Request-ID"));
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /** The JSON of this problem, for the path and the id of a request. */
    public byte[] body(String instance, @Nullable String requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", status.getReasonPhrase());
        members.put("status", status.value());
        members.put("detail", detail);
        members.put("instance", instance);
        members.put("code", code);
        if (requestId != null) {
            members.put("request_id", requestId);
        }
        return JSON.writeValueAsBytes(members);
    }
}
