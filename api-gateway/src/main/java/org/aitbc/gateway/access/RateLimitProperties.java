package org.aitbc.gateway.access;

import java.util.Map;
import org.aitbc.domain.identity.Role;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param roles what each caller of a role may send
 * @param anonymous what each address may send without a key, and again with keys that are nobody's
 */
@ConfigurationProperties("aitbc.rate-limits")
record RateLimitProperties(Map<Role, Rate> roles, Rate anonymous) {

    record Rate(long perSecond, long burst) {}
}
