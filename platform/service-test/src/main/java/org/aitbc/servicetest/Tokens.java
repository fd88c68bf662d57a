package org.aitbc.servicetest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.CallerClaims;
import org.aitbc.domain.identity.Role;

/** Tokens as the gateway mints them. */
public final class Tokens {

    /** What services under test accept. */
    public static final String SECRET = "a secret of tests, of more than 32 bytes";

    private Tokens() {}

    /** The value of an {@code Authorization} header that lets a caller into a service. */
    public static String bearer(String service, String subject, Role role) {
        return "Bearer " + token(service, subject, role, SECRET, Instant.now().plusSeconds(60));
    }

    /** As {@link #bearer}, for a caller that presented this key. */
    public static String bearer(String service, String subject, Role role, String key) {
        Caller caller = new Caller(subject, role, Caller.DEFAULT_TENANT).presenting(key);
        return "Bearer " + token(service, caller, SECRET, Instant.now().plusSeconds(60));
    }

    /** A token of any kind, good or bad. */
    public static String token(String service, String subject, Role role, String secret, Instant expires) {
        return token(service, new Caller(subject, role, Caller.DEFAULT_TENANT), secret, expires);
    }

    private static String token(String service, Caller caller, String secret, Instant expires) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .issuer(CallerClaims.ISSUER)
                            .subject(caller.subject())
                            .audience(service)
                            .claim(CallerClaims.ROLE, caller.role().text())
                            .claim(CallerClaims.TENANT, caller.tenant())
                            .claim(CallerClaims.KEY, caller.keyDigest())
                            .expirationTime(Date.from(expires))
                            .build());
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
