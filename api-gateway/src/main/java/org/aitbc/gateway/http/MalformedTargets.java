package org.aitbc.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.*;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.*;

/** Answers requests whose target is no URI: Spring refuses those ahead of any filter or handler of ours, with no body. */
@Component
class MalformedTargets implements NettyServerCustomizer {

    private static final Problem PROBLEM =
            new Problem(HttpStatus.BAD_REQUEST, "MALFORMED_ADDRESS", "the request target is not a URI");

    @Override
    public HttpServer apply(HttpServer server) {
        return server.mapHandle(MalformedTargets::complete);
    }

    private static Mono<Void> complete(Mono<Void> handled, Connection connection) {
        return connection instanceof HttpServerResponse response && connection instanceof HttpServerRequest request
                ? handled.then(Mono.defer(() -> isAnswered(response) ? Mono.empty() : refuse(request, response)))
                : handled;
    }

    // Whatever passed the filters has its id.
    private static boolean isAnswered(HttpServerResponse response) {
        return response.hasSentHeaders() || response.responseHeaders().contains(Problem.REQUEST_ID);
    }

    private static Mono<Void> refuse(HttpServerRequest request, HttpServerResponse response) {
        String requestId = AnswerFilter.idOrNew(request.requestHeaders().get(Problem.REQUEST_ID));
        byte[] body = PROBLEM.body(request.uri(), requestId);
        return response.status(HttpStatus.BAD_REQUEST.value())
                .header(Problem.REQUEST_ID, requestId)
                .header(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length))
                .sendByteArray(Mono.just(body))
                .then();
    }
}
