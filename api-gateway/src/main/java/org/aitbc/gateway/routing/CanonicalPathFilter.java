package org.aitbc.gateway.routing;

import java.util.Optional;
import org.aitbc.gateway.problem.Problem;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

@Component
@Order(3)
class CanonicalPathFilter implements WebFilter {

    private final CanonicalPaths paths;

    CanonicalPathFilter(RoutingProperties routing) {
        paths = new CanonicalPaths(routing.resources(), routing.legacyPrefixes());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        Optional<String> canonical = paths.of(path);
        if (canonical.isEmpty()) {
            return Problem.of(HttpStatus.BAD_REQUEST, "AMBIGUOUS_PATH", "the path is ambiguous")
                    .write(exchange);
        }
        if (canonical.get().equals(path)) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange.mutate()
                .request(request -> request.path(canonical.get()))
                .build());
    }
}
