package org.aitbc.gateway.routing;

import java.io.IOException;
import java.net.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.aitbc.gateway.routing.GatewaySettings.Service;
import org.springframework.cloud.client.*;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.loadbalancer.*;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.*;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * Where the replicas of each service are. One that could not be reached, or broke off, is left out until it answers; when all
 * are, all are tried.
 */
@Component
class Replicas implements ReactiveDiscoveryClient, LoadBalancerLifecycle<Object, Object, ServiceInstance> {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final HttpClient client;
    private final Map<String, List<ServiceInstance>> known = new ConcurrentHashMap<>();
    private final Set<ServiceInstance> leftOut = ConcurrentHashMap.newKeySet();
    private final Disposable looking;

    Replicas(GatewaySettings settings, HttpClient client) {
        this.client = client.responseTimeout(BETWEEN_LOOKS);
        settings.services()
                .forEach((name, service) -> known.put(
                        name,
                        service.url().stream()
                                .map(url -> instance(name, url, url.getHost()))
                                .toList()));
        looking = Flux.interval(BETWEEN_LOOKS)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.when(
                        Flux.fromIterable(settings.services().entrySet())
                                .flatMap(service -> lookUp(service.getKey(), service.getValue())),
                        Flux.fromIterable(leftOut).flatMap(this::takeBack)))
                .subscribe();
    }

    @Override
    public Flux<ServiceInstance> getInstances(String service) {
        List<ServiceInstance> all = known.getOrDefault(service, List.of());
        List<ServiceInstance> left = leftOut.isEmpty()
                ? all
                : all.stream().filter(instance -> !leftOut.contains(instance)).toList();
        return Flux.fromIterable(left.isEmpty() ? all : left);
    }

    @Override
    public Flux<String> getServices() {
        return Flux.fromIterable(known.keySet());
    }

    @Override
    public String description() {
        return "the addresses that aitbc.services names";
    }

    @Override
    public void onStart(Request<Object> request) {
        // nothing is known by then
    }

    @Override
    public void onStartRequest(Request<Object> request, Response<ServiceInstance> chosen) {
        // nothing is known by then
    }

    @Override
    public void onComplete(CompletionContext<Object, ServiceInstance, Object> completion) {
        Response<ServiceInstance> chosen = completion.getLoadBalancerResponse();
        if (completion.getThrowable() instanceof IOException && chosen != null && chosen.hasServer()) {
            leftOut.add(chosen.getServer());
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        looking.dispose();
    }

    private Mono<Void> lookUp(String name, Service service) {
        return Mono.fromCallable(() -> service.url().stream()
                        .flatMap(url -> resolved(name, url))
                        .distinct()
                        .toList())
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(BETWEEN_LOOKS)
                .filter(found -> !found.isEmpty())
                .doOnNext(found -> known.put(name, found))
                .then()
                .onErrorComplete();
    }

    private Mono<Void> takeBack(ServiceInstance instance) {
        return client.get()
                .uri(instance.getUri() + "/actuator/health/readiness")
                .response()
                .filter(answer -> answer.status().code() < 500)
                .doOnNext(_ -> leftOut.remove(instance))
                .then()
                .onErrorComplete();
    }

    // A certificate is for a name, so a service under https stays under its own.
    private static Stream<ServiceInstance> resolved(String name, URI url) {
        if (url.getScheme().equals("https")) {
            return Stream.of(instance(name, url, url.getHost()));
        }
        try {
            List<InetAddress> all = List.of(InetAddress.getAllByName(url.getHost()));
            List<InetAddress> four =
                    all.stream().filter(Inet4Address.class::isInstance).toList();
            // the addresses of version 6 are those of the same hosts
            return (four.isEmpty() ? all : four).stream().map(address -> instance(name, url, address.getHostAddress()));
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }

    private static ServiceInstance instance(String name, URI url, String address) {
        boolean isSecure = url.getScheme().equals("https");
        int port = url.getPort() >= 0 ? url.getPort() : isSecure ? 443 : 80;
        String host = address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        return new DefaultServiceInstance(host + ":" + port, name, host, port, isSecure);
    }
}
