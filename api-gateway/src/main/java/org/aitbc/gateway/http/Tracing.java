package org.aitbc.gateway.http;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ATTR;

import io.micrometer.observation.ObservationFilter;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxObservationAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayMetricsAutoConfiguration;
import org.springframework.context.annotation.*;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** Traces of requests, where there is an address to send them to. */
@Configuration(proxyBeanMethods = false)
@Conditional(Tracing.Wanted.class)
@ImportAutoConfiguration({
    ObservationAutoConfiguration.class,
    WebFluxObservationAutoConfiguration.class,
    GatewayMetricsAutoConfiguration.class,
    MicrometerTracingAutoConfiguration.class,
    OpenTelemetrySdkAutoConfiguration.class,
    OpenTelemetryTracingAutoConfiguration.class,
    OtlpTracingAutoConfiguration.class
})
class Tracing {

    /** A query may hold a secret, and so may a path: older clients give their key as an id. Routes name the spans in their place. */
    @Bean
    ObservationFilter withoutAddresses() {
        return context -> {
            if (context instanceof ServerRequestObservationContext request
                    && request.getCarrier() != null
                    && request.getAttributes().get(GATEWAY_PREDICATE_MATCHED_PATH_ATTR) instanceof String path) {
                context.setContextualName("http " + request.getCarrier().getMethod() + " " + path);
            }
            context.removeHighCardinalityKeyValues("http.url", "http.uri");
            return context;
        };
    }

    static final class Wanted implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty("aitbc.traces.url", "").isBlank();
        }
    }
}
