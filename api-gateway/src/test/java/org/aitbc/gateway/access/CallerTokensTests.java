package org.aitbc.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.CallerClaims;
import org.aitbc.domain.identity.Role;
import org.aitbc.gateway.ManualTicker;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

class CallerTokensTests {

    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    private final Caller caller = new Caller("client_1", Role.CLIENT, "acme");
    private final ManualTicker time = new ManualTicker();
    private final CallerTokens tokens =
            new CallerTokens(new CallerTokens.Settings(Network.SECRET), Clock.fixed(NOW, ZoneOffset.UTC), time);

    @Test
    void tellOneServiceWhoCalls() {
        Jwt token = NimbusJwtDecoder.withSecretKey(new CallerTokens.Settings(Network.SECRET).key())
                .build()
                .decode(tokens.token(caller, "ai-service"));
        assertThat(token.getHeaders()).containsEntry("alg", "HS256");
        assertThat(token.getClaimAsString("iss")).isEqualTo(CallerClaims.ISSUER);
        assertThat(token.getSubject()).isEqualTo("client_1");
        assertThat(token.getAudience()).containsExactly("ai-service");
        assertThat(token.getClaimAsString(CallerClaims.ROLE)).isEqualTo("client");
        assertThat(token.getClaimAsString(CallerClaims.TENANT)).isEqualTo("acme");
        assertThat(token.getIssuedAt()).isEqualTo(NOW);
        assertThat(token.getExpiresAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void areSignedOnceInTwentySeconds() {
        String first = tokens.token(caller, "ai-service");
        time.advance(Duration.ofMillis(19_999));
        assertThat(tokens.token(new Caller("client_1", Role.CLIENT, "acme"), "ai-service"))
                .isSameAs(first);
        assertThat(tokens.token(caller, "miner-service")).isNotEqualTo(first);
        time.advance(Duration.ofMillis(1));
        assertThat(tokens.token(caller, "ai-service")).isNotSameAs(first);
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallerTokens.Settings("short"))
                .withMessageContaining("AITBC_TOKEN_SECRET");
    }
}
