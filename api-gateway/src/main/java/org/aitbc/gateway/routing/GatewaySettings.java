package org.aitbc.gateway.routing;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param services by the id of their route, which is the audience of the tokens sent to them as well
 * @param legacyPrefixes first segments under which older clients address a service
 */
@ConfigurationProperties("aitbc")
public record GatewaySettings(Map<String, Service> services, Set<String> legacyPrefixes) {}
