package org.aitbc.starter.caller;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Set;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Who may make a call, by the same tokens and rules as {@code SecurityFilterChain}, without walking along it. */
public final class TokenCallers {

    private static final String SCHEME = "Bearer ";
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;

    private final AccessRules rules;
    private final LoadingCache<String, Caller> callers;

    TokenCallers(AccessRules rules, JwtDecoder decoder) {
        this.rules = rules;
        this.callers = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .maximumSize(MOST_REMEMBERED)
                .build(token -> new CallerToken(decoder.decode(token)).getPrincipal());
    }

    /** The caller that an {@code Authorization} header vouches for; null where it does not. */
    public @Nullable Caller of(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return null;
        }
        try {
            return callers.get(authorization.substring(SCHEME.length()));
        } catch (JwtException refused) {
            return null;
        }
    }

    /** Whose token is good for such a request. */
    public Set<Role> admitted(HttpMethod method, String path) {
        return rules.admitted(method, path);
    }
}
