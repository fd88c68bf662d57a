package org.aitbc.gateway.routing;

import java.util.*;
import java.util.regex.Pattern;
import org.aitbc.gateway.http.Problem;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.*;
import reactor.core.publisher.Mono;

/**
 * Maps the paths older clients use to the one under {@code /v1} that routes and access rules are written for.
 *
 * @param resources the first segments after {@code /v1} that there are
 * @param legacyPrefixes the first segments that older clients put before them
 */
record CanonicalPaths(Set<String> resources, Set<String> legacyPrefixes) {

    private static final Pattern DOUBLED_SLASHES = Pattern.compile("/{2,}");
    // What a service could read as another path than the one the rules were checked for.
    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)[;\\\\]|%(?:2f|5c|2e|25|3b|[01][0-9a-f]|7f)|/\\.{1,2}(?:/|$)");
    private static final Pattern BASE = Pattern.compile("^(?:/api/v1|/api|/v1)(?=/.)");

    /** Gives each request the one path that routes, rules and services know it by. */
    @Component
    @Order(3)
    static class Filter implements WebFilter {

        private static final Problem REFUSED =
                new Problem(HttpStatus.BAD_REQUEST, "AMBIGUOUS_PATH", "the path is ambiguous");

        private final CanonicalPaths paths;

        Filter(RoutedPaths routed, GatewaySettings settings) {
            paths = new CanonicalPaths(routed.resources(), settings.legacyPrefixes());
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            String path = exchange.getRequest().getPath().value();
            String canonical = paths.of(path).orElseThrow(REFUSED::refusal);
            if (canonical.equals(path)) {
                return chain.filter(exchange);
            }
            exchange.getAttributes().put(Problem.INSTANCE, canonical);
            return chain.filter(exchange.mutate()
                    .request(request -> request.path(canonical))
                    .build());
        }
    }

    /** The canonical form of a raw path; the same instance when it is canonical, empty when its meaning is ambiguous. */
    Optional<String> of(String path) {
        if (AMBIGUOUS.matcher(path).find()) {
            return Optional.empty();
        }
        String tidy = DOUBLED_SLASHES.matcher(path).replaceAll("/");
        boolean slashAtEnd = tidy.length() > 1 && tidy.endsWith("/");
        return Optional.of(canonical(slashAtEnd ? tidy.substring(0, tidy.length() - 1) : tidy));
    }

    private String canonical(String path) {
        if (path.startsWith("/v1/")) {
            return path;
        }
        String based = withoutBase(path);
        String first = firstSegment(path);
        if (!based.equals(path)) {
            return "/v1" + based;
        }
        if (legacyPrefixes.contains(first)) {
            return behindPrefix(path, first);
        }
        return resources.contains(first) ? "/v1" + path : path;
    }

    private String behindPrefix(String path, String prefix) {
        String rest = path.substring(prefix.length() + 1);
        String based = withoutBase(rest);
        boolean prefixIsPartOfThePath =
                based.equals(rest) && resources.contains(prefix) && !resources.contains(firstSegment(rest));
        return "/v1" + (prefixIsPartOfThePath ? path : based);
    }

    private static String withoutBase(String path) {
        return BASE.matcher(path).replaceFirst("");
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }
}
