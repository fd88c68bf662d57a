package org.aitbc.gateway.edge;

import java.util.List;
import org.aitbc.gateway.problem.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

@Component
@Order(2)
class CrossOriginFilter implements WebFilter {

    private static final Problem REFUSED =
            Problem.of(HttpStatus.FORBIDDEN, "ORIGIN_NOT_ALLOWED", "pages of this origin may not do this");

    private final CorsProcessor processor = new DefaultCorsProcessor();
    private final CorsConfiguration configuration = new CorsConfiguration();

    CrossOriginFilter(@Value("${aitbc.cors.origins}") List<String> origins) {
        configuration.setAllowedOrigins(origins);
        configuration.setAllowCredentials(true);
        configuration.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE", "OPTIONS"));
        configuration.setAllowedHeaders(List.of("*"));
        configuration.setExposedHeaders(List.of("X-Request-ID", "X-Process-Time", "Retry-After", "Location"));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getHeaders().containsHeader(HttpHeaders.ORIGIN)) {
            return chain.filter(exchange);
        }
        if (!processor.process(configuration, exchange)) {
            return REFUSED.write(exchange);
        }
        return CorsUtils.isPreFlightRequest(exchange.getRequest()) ? Mono.empty() : chain.filter(exchange);
    }
}
