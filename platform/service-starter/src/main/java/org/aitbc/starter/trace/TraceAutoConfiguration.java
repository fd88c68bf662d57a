package org.aitbc.starter.trace;

import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationPredicate;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is traced where traces are exported: requests, what follows from them, and what happens to the things they are about. */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class TraceAutoConfiguration {

    /** Loops that look for work many times a second would be most of all traces. */
    @Bean
    Sampler requestsOnly(@Value("${aitbc.traces.share}") double share) {
        Sampler requests = Sampler.traceIdRatioBased(share);
        return Sampler.parentBased(new Sampler() {
            @Override
            public SamplingResult shouldSample(
                    Context parent,
                    String trace,
                    String name,
                    SpanKind kind,
                    Attributes attributes,
                    List<LinkData> links) {
                return kind == SpanKind.SERVER
                        ? requests.shouldSample(parent, trace, name, kind, attributes, links)
                        : SamplingResult.drop();
            }

            @Override
            public String getDescription() {
                return "requests, " + requests.getDescription();
            }
        });
    }

    @Bean
    ObservationPredicate statementsOfRequests(ObjectProvider<Spans> spans) {
        return (name, _) -> !name.startsWith("jdbc.") || spans.getObject().isTracing();
    }

    /** A query may hold a secret, and so may a path: older clients give their key as an id. Templates of paths remain. */
    @Bean
    ObservationFilter withoutAddresses() {
        return context -> {
            context.removeHighCardinalityKeyValues("http.url", "http.uri");
            return context;
        };
    }

    @Bean
    WebMvcConfigurer tracesOfSubjects(Spans spans) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new RequestSubjects(spans));
            }
        };
    }
}
