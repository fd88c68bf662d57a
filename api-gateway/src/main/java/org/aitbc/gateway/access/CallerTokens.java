package org.aitbc.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.*;
import java.time.*;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.aitbc.domain.identity.*;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.*;
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

    CallerTokens(Settings settings, Clock clock, Ticker ticker) {
        encoder = NimbusJwtEncoder.withSecretKey(settings.key()).build();
        this.clock = clock;
        tokens = Caffeine.newBuilder()
                .maximumSize(50_000)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .build();
    }

    private record Audience(Caller caller, String service) {}

    /** @param secret what the suite's processes sign and verify tokens with */
    @ConfigurationProperties("aitbc.token")
    record Settings(String secret) {

        private static final int SHORTEST = 32;

        Settings {
            if (secret.getBytes(UTF_8).length < SHORTEST) {
                throw new IllegalArgumentException(
                        "AITBC_TOKEN_SECRET (aitbc.token.secret) needs at least " + SHORTEST + " bytes");
            }
        }

        SecretKey key() {
            return new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
        }

        @Override
        public String toString() {
            return "Settings[secret=...]";
        }
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
                .claims(all -> {
                    if (caller.keyDigest() != null) {
                        all.put(CallerClaims.KEY, caller.keyDigest());
                    }
                })
                .build();
        return encoder.encode(JwtEncoderParameters.from(HEADER, claims)).getTokenValue();
    }
}
