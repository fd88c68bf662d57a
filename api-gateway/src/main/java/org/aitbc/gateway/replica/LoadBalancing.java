package org.aitbc.gateway.replica;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Flux;

/** What the load balancer of each service chooses from. Not annotated, so that the gateway itself has none of it. */
class LoadBalancing {

    /** Spreads what goes to {@code lb://service} over the service's replicas. */
    @Configuration(proxyBeanMethods = false)
    @LoadBalancerClients(defaultConfiguration = LoadBalancing.class)
    static class OfAllServices {}

    @Bean
    ServiceInstanceListSupplier serviceReplicas(Environment environment, Replicas replicas) {
        return new Supplier(environment.getRequiredProperty(LoadBalancerClientFactory.PROPERTY_NAME), replicas);
    }

    private record Supplier(String getServiceId, Replicas replicas) implements ServiceInstanceListSupplier {

        @Override
        public Flux<List<ServiceInstance>> get() {
            return Flux.defer(() -> Flux.just(replicas.of(getServiceId)));
        }
    }
}
