package org.aitbc.gateway.access;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Where a request carries its API key: {@code X-Api-Key}, else {@code Authorization: Bearer}. */
final class PresentedKey {

    static final String HEADER = "X-Api-Key";

    private static final String BEARER = "Bearer ";

    private PresentedKey() {}

    static @Nullable String of(HttpHeaders headers) {
        String key = headers.getFirst(HEADER);
        if (key == null) {
            key = bearer(headers.getFirst(HttpHeaders.AUTHORIZATION));
        }
        return key == null || key.isBlank() ? null : key.strip();
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : null;
    }
}
