package org.aitbc.starter.parameter;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Parameters} for services that apply some ({@code aitbc.parameters: true}). */
@AutoConfiguration
@ConditionalOnBooleanProperty("aitbc.parameters")
public class ParameterAutoConfiguration {

    @Bean
    Parameters parameters(@Value("${spring.application.name}") String service, JdbcClient jdbc, MeterRegistry meters) {
        return new Parameters(service, jdbc, meters);
    }
}
