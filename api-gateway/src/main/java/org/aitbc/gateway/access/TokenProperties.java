package org.aitbc.gateway.access;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param secret what the suite's processes sign and verify tokens with */
@ConfigurationProperties("aitbc.token")
record TokenProperties(String secret) {

    private static final int SHORTEST = 32;

    TokenProperties {
        if (secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST) {
            throw new IllegalArgumentException(
                    "AITBC_TOKEN_SECRET (aitbc.token.secret) needs at least " + SHORTEST + " bytes");
        }
    }

    SecretKey key() {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    @Override
    public String toString() {
        return "TokenProperties[secret=...]";
    }
}
