package org.aitbc.standalone.suite;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Keeps what the gateway brings to the class path out of the services that share it. */
final class GatewayLibraries implements AutoConfigurationImportFilter, EnvironmentAware {

    private boolean isGateway;

    @Override
    public void setEnvironment(Environment environment) {
        isGateway = SuiteService.GATEWAY.name().equals(environment.getProperty("spring.config.name"));
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            matches[i] = isGateway || !isOfGateway(classes[i]);
        }
        return matches;
    }

    private static boolean isOfGateway(@Nullable String name) {
        return name != null
                && Stream.of("org.springframework.cloud.", "io.github.resilience4j.")
                        .anyMatch(name::startsWith);
    }
}
