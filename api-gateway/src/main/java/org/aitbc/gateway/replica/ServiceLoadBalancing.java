package org.aitbc.gateway.replica;

import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What the load balancer of each service has of its own. Not annotated, so that the gateway itself has none of it. */
class ServiceLoadBalancing {

    @Bean
    ServiceInstanceListSupplier serviceReplicas(Environment environment, Replicas replicas) {
        return new ReplicaList(environment.getRequiredProperty(LoadBalancerClientFactory.PROPERTY_NAME), replicas);
    }
}
