package org.aitbc.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aitbc.gateway.metrics.RequestTimers;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.proxy.ForwardedHeaders;
import org.jspecify.annotations.Nullable;

/** How the answer to one request begins: what every answer says, whoever gives it. */
final class AnswerHead {

    private static final AsciiString PROCESS_TIME = AsciiString.cached("X-Process-Time");
    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");

    private final HttpRequest request;
    private final RequestTimers timers;
    private final long start = System.nanoTime();
    private final String id;
    private String path = "/";
    private String answering = "api-gateway";
    private @Nullable String origin;
    private boolean keepsConnection;

    AnswerHead(HttpRequest request, RequestTimers timers) {
        this.request = request;
        this.timers = timers;
        id = RequestIds.of(request.headers());
        keepsConnection = HttpUtil.isKeepAlive(request);
    }

    String id() {
        return id;
    }

    void path(String asked) {
        path = asked;
    }

    void answering(String service) {
        answering = service;
    }

    void origin(@Nullable String page) {
        origin = page;
    }

    /** Nothing that follows on the connection can be trusted. */
    void isLast() {
        keepsConnection = false;
    }

    /** Once the head is made: whether another request may follow. */
    boolean keepsConnection() {
        return keepsConnection;
    }

    Reply refusal(Problem problem) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", Problem.TYPE));
        headers.putAll(problem.headers());
        return Reply.with(problem.status().code(), headers, problem.body(path, id));
    }

    HttpResponse own(Reply reply, boolean mayKeep) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        HttpResponseStatus status = HttpResponseStatus.valueOf(reply.status());
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        reply.headers().forEach(headers::set);
        if (!isEmpty(status)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, reply.body().readableBytes());
        }
        complete(headers, status, mayKeep);
        ByteBuf body = isHead() ? Unpooled.EMPTY_BUFFER : reply.body();
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                status,
                body,
                headers,
                DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders());
    }

    HttpResponse passedOn(HttpResponse answer, boolean mayKeep) {
        HttpHeaders headers = ForwardedHeaders.ofAnswer(answer.headers());
        boolean hasClearEnd = headers.contains(HttpHeaderNames.CONTENT_LENGTH) || isHead() || isEmpty(answer.status());
        boolean takesChunks = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!hasClearEnd && takesChunks) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        complete(headers, answer.status(), mayKeep && (hasClearEnd || takesChunks));
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status(), headers);
    }

    static String seconds(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        String fraction = Long.toString(1000 + millis % 1000);
        return millis / 1000 + "." + fraction.substring(1);
    }

    private void complete(HttpHeaders headers, HttpResponseStatus status, boolean mayKeep) {
        long nanos = System.nanoTime() - start;
        keepsConnection &= mayKeep;
        HttpUtil.setKeepAlive(headers, request.protocolVersion(), keepsConnection);
        headers.set(RequestIds.HEADER, id);
        headers.set(PROCESS_TIME, seconds(nanos));
        headers.set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
        if (origin != null) {
            CrossOrigin.allow(origin, request, headers);
        }
        timers.record(answering, status.code(), nanos);
    }

    private boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    private static boolean isEmpty(HttpResponseStatus status) {
        return status.equals(HttpResponseStatus.NO_CONTENT) || status.equals(HttpResponseStatus.NOT_MODIFIED);
    }
}
