package org.aitbc.gateway.replica;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.aitbc.gateway.routing.GatewaySettings;
import org.aitbc.gateway.routing.Service;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.LoadBalancerLifecycle;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * Where the replicas of each service are. One that could not be reached, or broke off, is left out until it answers; when all
 * are, all are tried.
 */
@Component
class Replicas implements LoadBalancerLifecycle<Object, Object, ServiceInstance>, DisposableBean {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int FAILURE = 500;

    private final HttpClient client;
    private final Map<String, List<ServiceInstance>> known = new ConcurrentHashMap<>();
    private final Set<ServiceInstance> leftOut = ConcurrentHashMap.newKeySet();
    private final Disposable looking;

    Replicas(GatewaySettings settings, HttpClient client) {
        this.client = client.responseTimeout(BETWEEN_LOOKS);
        settings.services().forEach((name, service) -> known.put(name, configured(name, service)));
        looking = Flux.interval(BETWEEN_LOOKS)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.when(
                        Flux.fromIterable(settings.services().entrySet())
                                .flatMap(service -> lookUp(service.getKey(), service.getValue())),
                        Flux.fromIterable(leftOut).flatMap(this::takeBack)))
                .subscribe();
    }

    List<ServiceInstance> of(String service) {
        List<ServiceInstance> all = known.getOrDefault(service, List.of());
        if (leftOut.isEmpty()) {
            return all;
        }
        List<ServiceInstance> left =
                all.stream().filter(instance -> !leftOut.contains(instance)).toList();
        return left.isEmpty() ? all : left;
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
        if (completion.status() == CompletionContext.Status.FAILED
                && completion.getThrowable() instanceof IOException
                && chosen != null
                && chosen.getServer() != null) {
            leftOut.add(chosen.getServer());
        }
    }

    @Override
    public void destroy() {
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
                .doOnNext(answer -> {
                    if (answer.status().code() < FAILURE) {
                        leftOut.remove(instance);
                    }
                })
                .then()
                .onErrorComplete();
    }

    private static List<ServiceInstance> configured(String name, Service service) {
        return service.url().stream()
                .map(url -> instance(name, url, url.getHost()))
                .toList();
    }

    // A certificate is for a name, so a service under https stays under its own.
    private static Stream<ServiceInstance> resolved(String name, URI url) {
        if (url.getScheme().equals("https")) {
            return Stream.of(instance(name, url, url.getHost()));
        }
        try {
            List<InetAddress> addresses = new ArrayList<>(Arrays.asList(InetAddress.getAllByName(url.getHost())));
            if (addresses.stream().anyMatch(Inet4Address.class::isInstance)) {
                // the same hosts once more
                addresses.removeIf(address -> !(address instanceof Inet4Address));
            }
            return addresses.stream().map(address -> instance(name, url, literal(address)));
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : "[" + address.getHostAddress() + "]";
    }

    private static ServiceInstance instance(String name, URI url, String host) {
        boolean isSecure = url.getScheme().equals("https");
        int port = url.getPort() >= 0 ? url.getPort() : isSecure ? 443 : 80;
        return new DefaultServiceInstance(host + ":" + port, name, host, port, isSecure);
    }
}
