package org.aitbc.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.CallerClaims;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/** The signed token that tells one service who sent a request, kept a while so that a busy caller costs no signing. */
@Component
class CallerTokens {

    private static final Duration VALID = Duration.ofSeconds(60);
    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final JwsHeader HEADER = JwsHeader.with(MacAlgorithm.HS256).build();

    private final JwtEncoder encoder;
    private final Clock clock;
    private final Cache<Audience, String> tokens;

    CallerTokens(TokenProperties properties, Clock clock, Ticker ticker) {
        encoder = NimbusJwtEncoder.withSecretKey(properties.key()).build();
        this.clock = clock;
        tokens = Caffeine.newBuilder()
                .maximumSize(50_000)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .build();
    }

    String token(Caller caller, String service) {
        return tokens.get(new Audience(caller, service), this::mint);
    }

    private String mint(Audience audience) {
        Instant now = clock.instant();
        Caller caller = audience.caller();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(CallerClaims.ISSUER)
                .subject(caller.subject())
                .audience(List.of(audience.service()))
                .issuedAt(now)
                .expiresAt(now.plus(VALID))
                .claim(CallerClaims.ROLE, caller.role().text())
                .claim(CallerClaims.TENANT, caller.tenant())
                .build();
        return encoder.encode(JwtEncoderParameters.from(HEADER, claims)).getTokenValue();
    }

    private record Audience(Caller caller, String service) {}
}
