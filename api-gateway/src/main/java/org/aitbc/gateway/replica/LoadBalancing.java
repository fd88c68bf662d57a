package org.aitbc.gateway.replica;

import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Configuration;

/** Spreads what goes to {@code lb://service} over the service's replicas. */
@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = ServiceLoadBalancing.class)
class LoadBalancing {}
