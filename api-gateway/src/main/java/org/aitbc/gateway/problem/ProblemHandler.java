package org.aitbc.gateway.problem;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.support.ServiceUnavailableException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Answers whatever a filter, a page or a service failed with. */
@Component
@Order(-2)
class ProblemHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final Problem TOO_LATE =
            Problem.of(HttpStatus.GATEWAY_TIMEOUT, "TIMEOUT_ERROR", "the service did not answer in time");
    private static final Problem UNREACHABLE = Problem.unavailable("the service cannot be reached");
    private static final Problem UNEXPECTED =
            Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "unexpected failure");

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        return problem(error).write(exchange);
    }

    private static Problem problem(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            Problem known = known(cause);
            if (known != null) {
                return known;
            }
        }
        log.error("unexpected failure", error);
        return UNEXPECTED;
    }

    private static @Nullable Problem known(Throwable error) {
        return switch (error) {
            case Refused refused -> refused.problem();
            case ServiceUnavailableException _ -> UNREACHABLE;
            case CallNotPermittedException _ -> UNREACHABLE;
            case ResponseStatusException status -> known(status);
            case IOException _ -> UNREACHABLE;
            case AbortedException _ -> UNREACHABLE;
            default -> null;
        };
    }

    private static Problem known(ResponseStatusException error) {
        HttpStatus status = HttpStatus.valueOf(error.getStatusCode().value());
        if (status == HttpStatus.GATEWAY_TIMEOUT) {
            return TOO_LATE;
        }
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            return UNREACHABLE;
        }
        String allow = error.getHeaders().getFirst(HttpHeaders.ALLOW);
        return new Problem(
                status,
                status.name(),
                status.getReasonPhrase().toLowerCase(Locale.ROOT),
                allow == null ? Map.of() : Map.of(HttpHeaders.ALLOW, allow));
    }
}
