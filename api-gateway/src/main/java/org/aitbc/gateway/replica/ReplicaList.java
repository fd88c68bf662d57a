package org.aitbc.gateway.replica;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** The replicas that one service's load balancer chooses from. */
record ReplicaList(String service, Replicas replicas) implements ServiceInstanceListSupplier {

    @Override
    public String getServiceId() {
        return service;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return Flux.defer(() -> Flux.just(replicas.of(service)));
    }
}
