package org.aitbc.starter.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Descriptions of the framework's meters that come without one. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class MetricsAutoConfiguration {

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "http.server.requests", "Time to answer requests",
            "http.client.requests", "Time until other servers answered",
            "tasks.scheduled.execution", "Time of scheduled tasks",
            "spring.data.repository.invocations", "Time of repository calls");

    @Bean
    MeterFilter meterDescriptions() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String description = DESCRIPTIONS.get(id.getName());
                return description == null || id.getDescription() != null
                        ? id
                        : new Meter.Id(
                                id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
            }
        };
    }
}
