package org.aitbc.gateway.routing;

import java.util.Optional;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives each request the one path that routes, rules and services know it by. */
@Component
@Order(3)
class CanonicalPathFilter implements WebFilter {

    private static final Problem AMBIGUOUS =
            Problem.of(HttpStatus.BAD_REQUEST, "AMBIGUOUS_PATH", "the path is ambiguous");

    private final CanonicalPaths paths;

    CanonicalPathFilter(RoutedPaths routed, GatewaySettings settings) {
        paths = new CanonicalPaths(routed.resources(), settings.legacyPrefixes());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        Optional<String> canonical = paths.of(path);
        if (canonical.isEmpty()) {
            return Mono.error(new Refused(AMBIGUOUS));
        }
        if (canonical.get().equals(path)) {
            return chain.filter(exchange);
        }
        exchange.getAttributes().put(Problem.INSTANCE, canonical.get());
        return chain.filter(exchange.mutate()
                .request(request -> request.path(canonical.get()))
                .build());
    }
}
