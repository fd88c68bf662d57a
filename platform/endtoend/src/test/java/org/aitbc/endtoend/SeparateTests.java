package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.standalone.suite.SuiteService;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged suite with each service in a process of its own. */
@Order(1)
class SeparateTests {

    private static final Duration TIME_TO_RETURN = Duration.ofSeconds(40);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final Duration TIME_TO_NOTICE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @Test
    void jobsGoOnAfterEachServiceIsKilledAndNothingIsLeftInTheEnd() throws Exception {
        try (RunningSuite suite = RunningSuite.start(folder, Map.of("AITBC_LOG_FORMAT", "logstash"), "--separate")) {
            suite.awaitState(suite.submitEmbedding(), "COMPLETED");
            for (SuiteService service : SuiteService.all()) {
                assertThat(read("logs/" + service.name() + ".log").lines())
                        .as(service.name())
                        .isNotEmpty()
                        .allMatch(line -> line.startsWith("{\"@timestamp\":"));
            }

            for (List<SuiteService> together : oneByOneOnTheWayOfJobs()) {
                Map<SuiteService, Long> killed = new HashMap<>();
                for (SuiteService service : together) {
                    killed.put(service, process(service).pid());
                    process(service).destroyForcibly();
                }
                String job = submitWhenTaken(suite);
                suite.awaitState(job, "COMPLETED");
                assertThat(suite.flawOfReceipt(job)).isEmpty();
                killed.forEach((service, before) -> await(service.name())
                        .atMost(TIME_TO_RETURN)
                        // until it is back, the file names one that is gone
                        .ignoreExceptions()
                        .until(() -> process(service).pid() != before));
            }

            assertThat(ours())
                    .as("services and worker")
                    .hasSize(SuiteService.all().size() + 1);
            suite.child().process().destroy();
            await().atMost(TIME_TO_STOP).until(() -> !suite.child().process().isAlive() && ours().isEmpty());
            assertThat(suite.child().said()).contains("stopped").doesNotContain("Exception");
        }
    }

    @Test
    @Tag("soak")
    void servicesEndWithASuiteThatIsKilledAndShowNoSecretsMeanwhile() throws Exception {
        try (RunningSuite suite = RunningSuite.start(folder, "--separate", "--workers", "0")) {
            assertThat(SuiteService.all()).allMatch(service -> process(service).isAlive());
            assertThat(ours())
                    .hasSize(SuiteService.all().size())
                    .noneMatch(line -> secrets().anyMatch(line::contains));

            suite.child().kill();

            await().atMost(TIME_TO_NOTICE).until(() -> ours().isEmpty());
        }
    }

    /** The services that a job passes, each by itself, and the others together. */
    private static List<List<SuiteService>> oneByOneOnTheWayOfJobs() {
        Set<String> passed = Set.of("api-gateway", "ai-service", "miner-service", "payment-service");
        List<List<SuiteService>> groups = new ArrayList<>();
        for (SuiteService service : SuiteService.all()) {
            if (passed.contains(service.name())) {
                groups.add(List.of(service));
            }
        }
        groups.add(SuiteService.all().stream()
                .filter(service -> !passed.contains(service.name()))
                .toList());
        return groups;
    }

    private static String submitWhenTaken(RunningSuite suite) {
        String[] job = new String[1];
        await().atMost(TIME_TO_RETURN).ignoreExceptions().until(() -> {
            job[0] = suite.submitEmbedding();
            return true;
        });
        return job[0];
    }

    private ProcessHandle process(SuiteService service) {
        long pid = Long.parseLong(read("run/" + service.name() + ".pid"));
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** The command lines of services and workers of this folder. */
    private List<String> ours() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream())
                .filter(arguments -> arguments.length > 0
                        && Stream.of("/logs/", "/workers/")
                                .map(part -> folder + part)
                                .anyMatch(arguments[arguments.length - 1]::startsWith))
                .map(arguments -> String.join(" ", Arrays.asList(arguments)))
                .toList();
    }

    private Stream<String> secrets() {
        return Stream.concat(
                Stream.of("postgres/password", "keys/token.secret")
                        .map(this::read)
                        .map(String::strip),
                read("keys.env").lines().filter(line -> !line.startsWith("#")).map(line -> line.split("=", 2)[1]));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
