package org.aitbc.gateway.proxy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * @param responseTimeout how long a service may stay silent before and within an answer
 * @param maxRequestSize the largest body of a request
 * @param maxConnections with callers, and to one service, where there is room for as many, see {@link Capacity}
 */
@ConfigurationProperties("aitbc.proxy")
public record ProxyProperties(Duration responseTimeout, DataSize maxRequestSize, int maxConnections) {}
