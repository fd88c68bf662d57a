package org.aitbc.gateway.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** Where a request carries its API key: {@code X-Api-Key}, else {@code Authorization: Bearer}. */
final class PresentedKey {

    private static final AsciiString X_API_KEY = AsciiString.cached("x-api-key");
    private static final String BEARER = "Bearer ";

    private PresentedKey() {}

    static @Nullable String of(HttpHeaders headers) {
        String key = headers.get(X_API_KEY);
        if (key == null) {
            key = bearer(headers.get(HttpHeaderNames.AUTHORIZATION));
        }
        return key == null || key.isBlank() ? null : key.strip();
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : null;
    }
}
