package org.aitbc.gateway.problem;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal as RFC 9457 problem JSON.
 *
 * @param code the reason in upper snake case
 * @param headers further ones of the answer
 */
public record Problem(HttpResponseStatus status, String code, String detail, Map<String, String> headers) {

    public static final String TYPE = "application/problem+json";

    private static final JsonMapper JSON = new JsonMapper();

    public static Problem of(HttpResponseStatus status, String code, String detail) {
        return new Problem(status, code, detail, Map.of());
    }

    /** One that the same request may not meet again after some seconds. */
    public static Problem passing(HttpResponseStatus status, String code, String detail, long seconds) {
        return new Problem(status, code, detail, Map.of("Retry-After", Long.toString(seconds)));
    }

    public static Problem unavailable(String detail) {
        return passing(HttpResponseStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", detail, 1);
    }

    public static Problem notFound(String detail) {
        return of(HttpResponseStatus.NOT_FOUND, "NOT_FOUND", detail);
    }

    /** The JSON of this problem, for the path and the id of a request. */
    public byte[] body(String instance, String requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", status.reasonPhrase());
        members.put("status", status.code());
        members.put("detail", detail);
        members.put("instance", instance);
        members.put("code", code);
        members.put("request_id", requestId);
        return JSON.writeValueAsBytes(members);
    }
}
