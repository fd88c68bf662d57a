package org.aitbc.gateway.http;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.context.annotation.*;
import org.springframework.core.annotation.Order;
import org.springframework.http.*;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.*;
import org.springframework.web.server.ServerWebExchange;

/** Which pages of other origins may use the gateway from a browser, as {@code globalcors} says. */
@Configuration(proxyBeanMethods = false)
class CrossOrigin extends DefaultCorsProcessor {

    private static final Problem REFUSED =
            new Problem(HttpStatus.FORBIDDEN, "ORIGIN_NOT_ALLOWED", "pages of this origin may not do this");

    // ahead of everything that may refuse: without these headers a page cannot read why
    @Bean
    @Order(1)
    CorsWebFilter crossOriginFilter(GlobalCorsProperties properties, RoutePredicateHandlerMapping routes) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.setCorsConfigurations(properties.getCorsConfigurations());
        routes.setCorsProcessor(this);
        return new CorsWebFilter(source, this);
    }

    @Override
    public boolean process(@Nullable CorsConfiguration configuration, ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        String origin = headers.getOrigin();
        return origin == null || isOwn(origin, headers) || super.process(configuration, exchange);
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        throw REFUSED.refusal();
    }

    // a proxy in front may have ended TLS
    private static boolean isOwn(String origin, HttpHeaders headers) {
        String host = headers.getFirst(HttpHeaders.HOST);
        return origin.equals("http://" + host) || origin.equals("https://" + host);
    }
}
