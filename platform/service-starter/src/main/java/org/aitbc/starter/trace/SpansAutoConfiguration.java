package org.aitbc.starter.trace;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Spans for a service, whether or not it exports them. */
@AutoConfiguration
public class SpansAutoConfiguration {

    @Bean
    Spans spans(ObjectProvider<Tracer> tracer, @Value("${aitbc.traces.share:1}") double share) {
        Tracer known = tracer.getIfAvailable();
        return known == null ? Spans.NONE : new Spans(known, share);
    }
}
