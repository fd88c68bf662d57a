package org.aitbc.starter.caller;

import java.util.List;
import java.util.Objects;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.CallerClaims;
import org.aitbc.domain.identity.Role;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** A checked token, as Spring Security holds it. */
final class CallerToken extends AbstractAuthenticationToken {

    private final transient Caller caller;

    CallerToken(Jwt token) {
        super(List.of(new SimpleGrantedAuthority(claim(token, CallerClaims.ROLE))));
        caller = new Caller(
                claim(token, "sub"),
                Role.of(claim(token, CallerClaims.ROLE)),
                claim(token, CallerClaims.TENANT),
                token.getClaimAsString(CallerClaims.KEY));
        setAuthenticated(true);
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    private static String claim(Jwt token, String name) {
        return Objects.requireNonNull(token.getClaimAsString(name), name);
    }
}
