package org.aitbc.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.aitbc.gateway.access.Access;
import org.aitbc.gateway.access.Access.Admission;
import org.aitbc.gateway.metrics.RequestTimers;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.aitbc.gateway.proxy.ForwardedHeaders;
import org.aitbc.gateway.proxy.ProxyProperties;
import org.aitbc.gateway.proxy.Upstream;
import org.aitbc.gateway.proxy.Upstreams;
import org.aitbc.gateway.routing.Route;
import org.aitbc.gateway.routing.ServiceRoutes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What a request passes before it is sent on. */
@Component
class Stages {

    private static final Logger log = LoggerFactory.getLogger(Stages.class);
    private static final Problem UNEXPECTED =
            Problem.of(HttpResponseStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "unexpected failure");
    private static final Problem AMBIGUOUS =
            Problem.of(HttpResponseStatus.BAD_REQUEST, "AMBIGUOUS_PATH", "the path is ambiguous");
    private static final Reply PREFLIGHT = new Reply(200, Map.of(), Unpooled.EMPTY_BUFFER);

    private final CrossOrigin crossOrigin;
    private final ServiceRoutes routes;
    private final Access access;
    private final Upstreams upstreams;
    private final OwnPages pages;
    private final RequestTimers timers;
    private final KeptBodies kept;
    private final long largestBody;

    Stages(
            CrossOrigin crossOrigin,
            ServiceRoutes routes,
            Access access,
            Upstreams upstreams,
            OwnPages pages,
            RequestTimers timers,
            KeptBodies kept,
            ProxyProperties properties) {
        this.crossOrigin = crossOrigin;
        this.routes = routes;
        this.access = access;
        this.upstreams = upstreams;
        this.pages = pages;
        this.timers = timers;
        this.kept = kept;
        largestBody = properties.maxRequestSize().toBytes();
    }

    Exchange exchange(ClientConnection connection, HttpRequest request) {
        return new Exchange(connection, request, new AnswerHead(request, timers), new Intake(kept));
    }

    void begin(Exchange exchange) {
        try {
            pass(exchange);
        } catch (RuntimeException failure) {
            exchange.refuse(problem(failure));
        }
    }

    private void pass(Exchange exchange) {
        HttpRequest request = exchange.request();
        AnswerHead head = exchange.head();
        Problem unclear = Framing.problem(request);
        if (unclear != null) {
            head.isLast();
            throw new Refused(unclear);
        }
        Target target = Target.of(request.uri());
        head.path(target.path());
        head.origin(crossOrigin.check(request));
        if (CrossOrigin.isPreflight(request)) {
            exchange.answer(PREFLIGHT);
            return;
        }
        String path = routes.canonical(target.path()).orElseThrow(() -> new Refused(AMBIGUOUS));
        head.path(path);
        String decoded = routes.decoded(path);
        Route route = routes.of(decoded);
        if (route == null) {
            pages.answer(exchange, path);
            return;
        }
        if (exchange.connection().isSurplus()) {
            head.isLast();
            throw new Refused(Refusals.CROWDED);
        }
        head.answering(route.name());
        Access.Request asked = new Access.Request(
                route,
                request.method(),
                decoded,
                request.headers(),
                exchange.connection().remote());
        Admission admission = access.admit(asked, exchange.connection().pass());
        if (admission != null) {
            forward(exchange, route, path + target.query(), admission);
        } else {
            lookUp(exchange, asked, path + target.query());
        }
    }

    private void lookUp(Exchange exchange, Access.Request asked, String uri) {
        var _ = access.lookUp(asked)
                .whenCompleteAsync(
                        (admission, failure) -> decided(exchange, asked, uri, admission, failure),
                        exchange.connection().loop());
    }

    private void decided(
            Exchange exchange,
            Access.Request asked,
            String uri,
            @Nullable Admission admission,
            @Nullable Throwable failure) {
        if (exchange.isOver()) {
            return;
        }
        try {
            if (admission != null) {
                forward(exchange, asked.route(), uri, admission);
            } else if (failure != null) {
                exchange.refuse(problem(failure));
            }
        } catch (RuntimeException refusal) {
            exchange.refuse(problem(refusal));
        }
    }

    private void forward(Exchange exchange, Route route, String uri, Admission admission) {
        exchange.connection().keep(admission.pass());
        HttpRequest request = exchange.request();
        String declared = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        if (declared != null && Long.parseLong(declared) > largestBody) {
            throw new Refused(Refusals.TOO_LARGE);
        }
        if (Framing.awaitsContinue(request)) {
            exchange.connection().askForBody();
        }
        Upstream upstream = upstreams.of(route);
        HttpRequest sent = sent(exchange, upstream, upstream.prefix() + uri, admission.authorization());
        exchange.forward(new Outgoing(upstream, sent, largestBody));
    }

    private static HttpRequest sent(Exchange exchange, Upstream upstream, String uri, @Nullable String authorization) {
        HttpRequest request = exchange.request();
        HttpHeaders headers = ForwardedHeaders.ofRequest(request.headers());
        headers.set(HttpHeaderNames.HOST, upstream.authority());
        headers.set(RequestIds.HEADER, exchange.head().id());
        if (authorization != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
        }
        if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (!Framing.hasBody(headers)) {
            return new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1,
                    request.method(),
                    uri,
                    Unpooled.EMPTY_BUFFER,
                    headers,
                    DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders());
        }
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), uri, headers);
    }

    private static Problem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            return refused.problem();
        }
        log.error("unexpected failure", cause);
        return UNEXPECTED;
    }
}
