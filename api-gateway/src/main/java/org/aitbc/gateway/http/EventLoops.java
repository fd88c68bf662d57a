package org.aitbc.gateway.http;

import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.*;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** One event loop a core for both sides of the gateway: a request that comes in on a loop goes out on the same one. */
@Configuration(proxyBeanMethods = false)
class EventLoops {

    // Loops end once nothing was to be done for the quiet period, or else after 15 s, and looks at dead replicas go on
    // until then.
    // When they end all requests have ended or had their time.
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        resources.setLoopResourcesSupplier(
                () -> LoopResources.create("gateway", Runtime.getRuntime().availableProcessors(), true));
        return resources;
    }

    // what may be sent again is said by the routes, and the client by itself would repeat writes as well
    @Bean
    HttpClientCustomizer serviceClient(ReactorResourceFactory resources) {
        return client -> client.runOn(resources.getLoopResources()).disableRetry(true);
    }
}
