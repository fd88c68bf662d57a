package org.aitbc.gateway.http;

import java.io.IOException;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.*;
import org.springframework.cloud.gateway.support.ServiceUnavailableException;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.*;
import org.springframework.stereotype.Component;
import org.springframework.web.server.*;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Answers whatever a filter, a page or a service failed with. */
@Component
@Order(-2)
class ProblemHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Problem TOO_LATE =
            new Problem(HttpStatus.GATEWAY_TIMEOUT, "TIMEOUT_ERROR", "the service did not answer in time");
    private static final Problem UNREACHABLE = Problem.unavailable("the service cannot be reached");
    private static final Problem CROWDED = Problem.passing(
            HttpStatus.SERVICE_UNAVAILABLE, "OVERLOADED", "too many requests wait for this service; try again", 1);
    private static final Problem UNEXPECTED =
            new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "unexpected failure");

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        Mono<Void> answer = exchange.getResponse().isCommitted()
                ? Mono.error(error)
                : withoutBody(exchange)
                        .then(Mono.defer(() -> problem(exchange, error).write(exchange)));
        // Reactor Netty has answered by itself, in the middle of a body that it cannot read
        return answer.onErrorComplete(IllegalStateException.class);
    }

    // Answered before its body has come, a request takes the next one of its connection with it.
    private static Mono<Void> withoutBody(ServerWebExchange exchange) {
        HttpHeaders request = exchange.getRequest().getHeaders();
        HttpHeaders answer = exchange.getResponse().getHeaders();
        if (request.getContentLength() <= 0 && !request.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return Mono.empty();
        }
        if (request.containsHeader(HttpHeaders.EXPECT)) {
            answer.setConnection("close");
            return Mono.empty();
        }
        return exchange.getRequest()
                .getBody()
                .doOnNext(DataBufferUtils::release)
                .then()
                .timeout(PATIENCE)
                .onErrorResume(_ -> Mono.fromRunnable(() -> answer.setConnection("close")));
    }

    private static Problem problem(ServerWebExchange exchange, Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            Problem known = switch (cause) {
                case Problem.Refusal refused -> refused.problem;
                case ResponseStatusException status -> problem(status);
                // the last is an open circuit breaker's
                case IOException _, AbortedException _, ServiceUnavailableException _ -> UNREACHABLE;
                // no connection of the pool was free in time
                case TimeoutException _ -> CROWDED;
                default -> null;
            };
            if (known != null) {
                return known;
            }
        }
        LogContext.with(exchange, () -> log.error("unexpected failure", error));
        return UNEXPECTED;
    }

    private static Problem problem(ResponseStatusException error) {
        HttpStatus status = HttpStatus.valueOf(error.getStatusCode().value());
        String allow = error.getHeaders().getFirst(HttpHeaders.ALLOW);
        return switch (status) {
            case GATEWAY_TIMEOUT -> TOO_LATE;
            case SERVICE_UNAVAILABLE -> UNREACHABLE;
            default ->
                new Problem(
                        status,
                        status.name(),
                        status.getReasonPhrase().toLowerCase(Locale.ROOT),
                        allow == null ? Map.of() : Map.of(HttpHeaders.ALLOW, allow));
        };
    }
}
