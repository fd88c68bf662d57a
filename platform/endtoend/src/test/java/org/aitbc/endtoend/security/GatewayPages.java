package org.aitbc.endtoend.security;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the gateway answers itself: no document describes it, so its classes have to be the ones that are known here. */
final class GatewayPages {

    private static final String CONTROLLER = "org.springframework.web.bind.annotation.RestController";
    private static final String CONFIGURER = "org.springframework.web.reactive.config.WebFluxConfigurer";

    /** By the class that answers. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "HealthController",
            Set.of(
                    "GET /health",
                    "GET /health/live",
                    "GET /health/ready",
                    "GET /v1/health",
                    "GET /services",
                    "GET /metrics",
                    "GET /actuator/health",
                    "GET /actuator/health/liveness",
                    "GET /actuator/health/readiness"),
            "ScrapeController",
            Set.of("GET /actuator/prometheus"),
            "ApiDocsController",
            Set.of("GET /docs", "GET /v3/api-docs", "GET /v3/api-docs/{name}"),
            "SwaggerUi",
            Set.of("GET /docs/index.html"),
            "VersionController",
            Set.of("GET /version"),
            "ConsoleController",
            Set.of("GET /", "GET /console/{file}"));

    private GatewayPages() {}

    static Set<String> all() {
        return KNOWN.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    static Set<String> known() {
        return KNOWN.keySet();
    }

    /** The classes that answer. */
    static Set<String> found() {
        return classes().map(JavaClass::getSimpleName).collect(Collectors.toSet());
    }

    private static Stream<JavaClass> classes() {
        return new ClassFileImporter()
                .importPackages("org.aitbc.gateway").stream()
                        .filter(type -> type.isAnnotatedWith(CONTROLLER) || type.isAssignableTo(CONFIGURER));
    }
}
