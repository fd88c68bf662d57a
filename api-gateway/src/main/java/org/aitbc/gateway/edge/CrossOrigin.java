package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Set;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Which pages of other origins may use the gateway from a browser. */
@Component
class CrossOrigin {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String EXPOSED = "X-Request-ID, X-Process-Time, Retry-After, Location";
    private static final Problem REFUSED =
            Problem.of(HttpResponseStatus.FORBIDDEN, "ORIGIN_NOT_ALLOWED", "pages of this origin may not do this");

    private final Set<String> origins;

    CrossOrigin(@Value("${aitbc.cors.origins}") Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /**
     * The origin that the answer has to name; null when the request does not come from a page of another one.
     *
     * @throws Refused when pages of that origin may not send this
     */
    @Nullable
    String check(HttpRequest request) {
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin == null || isOwn(origin, request.headers())) {
            return null;
        }
        String asked = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
        String method =
                isPreflight(request) && asked != null ? asked : request.method().name();
        if (!origins.contains(origin) || !METHODS.contains(method)) {
            throw new Refused(REFUSED);
        }
        return origin;
    }

    static boolean isPreflight(HttpRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaderNames.ORIGIN)
                && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    static void allow(String origin, HttpRequest request, HttpHeaders answer) {
        answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)
                .add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        if (isPreflight(request)) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, String.join(",", METHODS));
            String headers = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
            if (headers != null) {
                answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, headers);
            }
        }
    }

    private static boolean isOwn(String origin, HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }
}
