package org.aitbc.gateway.problem;

import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

@Component
@Order(-2)
class ProblemHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final Problem TOO_LATE =
            Problem.of(HttpStatus.GATEWAY_TIMEOUT, "TIMEOUT_ERROR", "the service did not answer in time");

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        if (error instanceof ResponseStatusException status) {
            copyAllow(status.getHeaders(), exchange.getResponse().getHeaders());
        }
        return problem(error).write(exchange);
    }

    private static Problem problem(Throwable error) {
        return switch (error) {
            case Refused refused -> refused.problem();
            case ResponseStatusException known -> known(known);
            case ReadTimeoutException _ -> TOO_LATE;
            case TimeoutException _ -> TOO_LATE;
            case IOException _ -> Problem.unavailable("the service cannot be reached");
            case AbortedException _ -> Problem.unavailable("the connection was closed");
            default -> {
                log.error("unexpected failure", error);
                yield Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "unexpected failure");
            }
        };
    }

    private static Problem known(ResponseStatusException error) {
        HttpStatus status = HttpStatus.valueOf(error.getStatusCode().value());
        return Problem.of(status, status.name(), status.getReasonPhrase().toLowerCase(Locale.ROOT));
    }

    private static void copyAllow(HttpHeaders from, HttpHeaders to) {
        String allow = from.getFirst(HttpHeaders.ALLOW);
        if (allow != null) {
            to.set(HttpHeaders.ALLOW, allow);
        }
    }
}
