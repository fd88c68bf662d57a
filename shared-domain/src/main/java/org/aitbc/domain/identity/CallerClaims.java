package org.aitbc.domain.identity;

/**
 * The short-lived token that the gateway mints for each service it forwards to: a JWT signed with HMAC-SHA-256 under the
 * secret the suite's processes share ({@code aitbc.token.secret}, at least 32 bytes). {@code sub} is the principal,
 * {@code aud} the one service that may accept it.
 */
public final class CallerClaims {

    public static final String ISSUER = "aitbc-gateway";
    public static final String ROLE = "role";
    public static final String TENANT = "tenant";
    /** By which a service recognises the key that was presented, where there was one. */
    public static final String KEY = "key";

    private CallerClaims() {}
}
