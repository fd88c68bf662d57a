package org.aitbc.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.servicetest.Programs;
import org.aitbc.standalone.suite.SuiteService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml and the suite on one machine are two descriptions of the same services. */
class ComposeTests {

    private static final Pattern READ = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern READ_BY_OPTIONS = Pattern.compile("\\$\\{env:([A-Z][A-Z_]*)");
    private static final Set<String> READ_BY_IMAGE = Set.of("HEALTH_URL", "JAVA_TOOL_OPTIONS");
    private static final String WORKER = "gpu-worker";
    private static final Map<String, Map<String, Object>> SERVICES = services("docker-compose.yml");

    @Test
    void hasAnImageOfEveryServiceOfTheSuiteAndOfTheWorker() {
        Set<String> expected =
                SuiteService.all().stream().map(SuiteService::name).collect(Collectors.toSet());
        expected.add(WORKER);
        assertThat(built().keySet()).isEqualTo(expected);
    }

    @Test
    void setsOnlyVariablesThatTheModuleReads() throws IOException {
        for (SuiteService service : SuiteService.all()) {
            String configuration = Checkout.text(service.name() + "/src/main/resources/" + service.name() + ".yml");
            Set<String> read = new HashSet<>(READ_BY_IMAGE);
            read.addAll(Checkout.found(READ, configuration));
            if (configuration.contains("service-starter.yml")) {
                read.addAll(Checkout.found(
                        READ, Checkout.text("platform/service-starter/src/main/resources/service-starter.yml")));
            }
            assertThat(read)
                    .as(service.name())
                    .containsAll(environment(service.name()).keySet());
            assertThat(environment(service.name())).as(service.name()).containsKey(service.portVariable());
        }
        try (Stream<Path> sources = Files.walk(Checkout.ROOT.resolve("gpu-worker/src/main/java"))) {
            String options = sources.filter(Files::isRegularFile)
                    .map(file -> Checkout.text(file.toString()))
                    .collect(Collectors.joining());
            assertThat(Checkout.found(READ_BY_OPTIONS, options))
                    .containsAll(environment(WORKER).keySet());
        }
    }

    @Test
    void theGatewayKnowsEveryServiceAndIsTheOnlyOnePublished() {
        for (SuiteService service : SuiteService.BEHIND_GATEWAY) {
            assertThat(environment(SuiteService.GATEWAY.name()))
                    .containsEntry(
                            service.urlVariable(),
                            "http://" + service.name() + ":"
                                    + environment(service.name()).get(service.portVariable()));
        }
        assertThat(built().entrySet().stream()
                        .filter(service -> service.getValue().containsKey("ports")))
                .extracting(Map.Entry::getKey)
                .containsExactly(SuiteService.GATEWAY.name());
    }

    @Test
    void everyServiceHasALimitARestartPolicyAndIsWatched() {
        SERVICES.forEach((name, service) -> assertThat(service).as(name).containsKeys("mem_limit", "restart"));
        SuiteService.all()
                .forEach(service -> assertThat(environment(service.name())).containsKey("HEALTH_URL"));
    }

    @Test
    void oneBuildMakesTheFilesOfEveryImage() {
        assertThat(services("platform/compose-test/built-jars.yml").keySet()).isEqualTo(built().keySet());
        assertThat(Checkout.text("deploy/build-image-files")).contains(built().keySet());
    }

    @Test
    void nothingMayWriteToItsImageAndOursHaveNoPrivileges() {
        SERVICES.forEach((name, service) -> assertThat(service).as(name).containsEntry("read_only", true));
        built().forEach((name, service) -> assertThat(service).as(name).containsEntry("cap_drop", List.of("ALL")));
    }

    @Test
    void dockerComposeAcceptsTheFileWithTheExampleFilledIn(@TempDir Path folder) throws Exception {
        Program compose = Program.named("docker", "compose");
        Programs.require("docker compose", compose.works("version"), "apt install docker-cli docker-compose");
        Path filled = folder.resolve(".env");
        Files.writeString(filled, Checkout.text(".env.example").replaceAll("(?m)=$", "=" + "0".repeat(32)));

        assertThat(compose.said("--env-file", filled.toString(), "--profile", "*", "config", "-q"))
                .isEmpty();
    }

    /** Those whose image is made here. */
    private static Map<String, Map<String, Object>> built() {
        return SERVICES.entrySet().stream()
                .filter(service -> service.getValue().containsKey("build"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services(String compose) {
        Map<String, Object> file = new Yaml().load(Checkout.text(compose));
        return (Map<String, Map<String, Object>>) file.get("services");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(String service) {
        return (Map<String, Object>) SERVICES.get(service).get("environment");
    }
}
