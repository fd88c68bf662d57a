package org.aitbc.endtoend.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens made by hand: right ones to compare with, and wrong ones of each kind. */
record Forged(String secret) {

    private static final String HS256 = "{\"alg\":\"HS256\"}";

    /** What the gateway would send to a service for a caller. */
    String right(String service, String subject, String role) {
        return signed(HS256, claims("aitbc-gateway", service, subject, role, 60), secret);
    }

    /** Tokens of an administrator that a service must refuse, by what is wrong with them. */
    Map<String, String> wrong(String service, String subject) {
        String claims = claims("aitbc-gateway", service, subject, "admin", 60);
        String client = signed(HS256, claims("aitbc-gateway", service, subject, "client", 60), secret);
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("no token", "none.of.this");
        wrong.put("another secret", signed(HS256, claims, "a secret that is not the suite's, as long as it"));
        wrong.put("no signature", encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".");
        wrong.put("signature left off", encoded(HS256) + "." + encoded(claims) + ".");
        wrong.put("claims changed", encoded(HS256) + "." + encoded(claims) + client.substring(client.lastIndexOf('.')));
        wrong.put("expired", signed(HS256, claims("aitbc-gateway", service, subject, "admin", -60), secret));
        wrong.put(
                "for another service",
                signed(HS256, claims("aitbc-gateway", "elsewhere", subject, "admin", 60), secret));
        wrong.put("of another issuer", signed(HS256, claims("somebody", service, subject, "admin", 60), secret));
        return wrong;
    }

    private static String claims(String issuer, String service, String subject, String role, int seconds) {
        long now = Instant.now().getEpochSecond();
        return """
                {"iss":"%s","sub":"%s","aud":["%s"],"role":"%s","tenant":"default","iat":%d,"exp":%d}""".formatted(issuer, subject, service, role, now - 120, now + seconds);
    }

    private static String signed(String header, String claims, String secret) {
        String text = encoded(header) + "." + encoded(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
