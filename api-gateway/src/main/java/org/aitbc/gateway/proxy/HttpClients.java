package org.aitbc.gateway.proxy;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

@Configuration(proxyBeanMethods = false)
class HttpClients {

    private static final int CONNECT_MILLIS = 2_000;

    // One event loop a core, for both sides: a request that comes in on a loop goes out on the same one.
    @Bean
    ReactorResourceFactory reactorResources(@Value("${aitbc.proxy.max-connections}") int mostConnections) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(
                () -> LoopResources.create("gateway", Runtime.getRuntime().availableProcessors(), true));
        resources.setConnectionProviderSupplier(() -> ConnectionProvider.builder("services")
                .maxConnections(mostConnections)
                .pendingAcquireMaxCount(-1)
                .lifo()
                // Shorter than a server's own limit, so that no request meets a connection that is just closing.
                .maxIdleTime(Duration.ofSeconds(15))
                .evictInBackground(Duration.ofSeconds(30))
                .build());
        return resources;
    }

    @Bean
    HttpClient serviceClient(
            ReactorResourceFactory resources, @Value("${aitbc.proxy.response-timeout}") Duration responseTimeout) {
        return HttpClient.create(resources.getConnectionProvider())
                .runOn(resources.getLoopResources())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(responseTimeout)
                .doOnResponse(HttpClients::letStreamsPause);
    }

    private static void letStreamsPause(HttpClientResponse response, Connection connection) {
        if (EventStreams.isOne(response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE))) {
            connection.removeHandler(NettyPipeline.ResponseTimeoutHandler);
        }
    }
}
