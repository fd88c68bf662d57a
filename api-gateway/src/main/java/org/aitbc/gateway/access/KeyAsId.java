package org.aitbc.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;

/**
 * Older clients give their key as their id, in the path, as a parameter or in {@code X-Miner-ID}. No service gets to know it
 * there: the caller's name takes its place. What a body says is replaced by the service.
 */
final class KeyAsId {

    private static final String MINER = "X-Miner-ID";

    private KeyAsId() {}

    static ServerWebExchange replaced(ServerWebExchange exchange, String key, String name) {
        ServerHttpRequest request = exchange.getRequest();
        URI uri = request.getURI();
        String encoded = UriUtils.encode(name, UTF_8);
        String path = path(request, key, encoded);
        String query = query(uri.getRawQuery(), key, encoded);
        boolean isMiner = key.equals(request.getHeaders().getFirst(MINER));
        if (path == null && query == null && !isMiner) {
            return exchange;
        }
        URI named = path == null && query == null
                ? uri
                : URI.create(uri.getScheme() + "://" + uri.getRawAuthority()
                        + Objects.requireNonNullElseGet(path, uri::getRawPath)
                        + (uri.getRawQuery() == null
                                ? ""
                                : "?" + Objects.requireNonNullElseGet(query, uri::getRawQuery)));
        return exchange.mutate()
                .request(changed -> changed.uri(named).headers(headers -> {
                    if (isMiner) {
                        headers.set(MINER, name);
                    }
                }))
                .build();
    }

    /** Null where the key is not in it. */
    private static @Nullable String path(ServerHttpRequest request, String key, String name) {
        return request.getPath().elements().stream().noneMatch(part -> isKey(part, key))
                ? null
                : request.getPath().elements().stream()
                        .map(part -> isKey(part, key) ? name : part.value())
                        .collect(joining());
    }

    private static boolean isKey(Object part, String key) {
        return part instanceof PathSegment segment && segment.valueToMatch().equals(key);
    }

    private static @Nullable String query(@Nullable String query, String key, String name) {
        if (query == null || query.length() < key.length()) {
            return null;
        }
        String replaced = Stream.of(query.split("&", -1))
                .map(parameter -> {
                    int value = parameter.indexOf('=') + 1;
                    return value > 0
                                    && UriUtils.decode(parameter.substring(value), UTF_8)
                                            .equals(key)
                            ? parameter.substring(0, value) + name
                            : parameter;
                })
                .collect(joining("&"));
        return replaced.equals(query) ? null : replaced;
    }
}
