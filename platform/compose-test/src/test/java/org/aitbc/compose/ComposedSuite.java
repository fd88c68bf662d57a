package org.aitbc.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The suite in containers, with images, secrets, volumes and a port of its own. */
final class ComposedSuite implements AutoCloseable {

    static final List<String> SCALED = List.of("miner-service", "ai-service", "payment-service");

    private static final List<String> COMPOSE = List.of(
            "docker",
            "compose",
            "-f",
            "docker-compose.yml",
            "-f",
            "platform/compose-test/without-gpu.yml",
            "-f",
            "platform/compose-test/short-lived.yml",
            "--profile",
            "worker");

    // of clients, workers and other services; not the look at health and metrics
    private static final Pattern REQUESTS =
            Pattern.compile("(?m)^http_server_requests_seconds_count\\{.*uri=\"/(?:v1|internal)/.*} ([0-9.E]+)$");
    private static final String METRICS = "http-get \"${HEALTH_URL%/health/readiness}/prometheus\"";

    private final String client = secret();
    private final String miner = secret();
    private final String admin = secret();
    private final Map<String, String> environment;

    ComposedSuite() {
        environment = Docker.run(Map.of(), List.of("platform/compose-test/images"))
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1], (one, other) -> other, TreeMap::new));
        environment.putAll(Map.of(
                "COMPOSE_PROJECT_NAME",
                "aitbc-test-" + ProcessHandle.current().pid(),
                "AITBC_DB_PASSWORD",
                secret(),
                "AITBC_TOKEN_SECRET",
                secret(),
                "AITBC_PUBLISH",
                "127.0.0.1:0",
                "CLIENT_API_KEYS",
                client,
                "MINER_API_KEYS",
                miner,
                "MINER_API_KEY",
                miner,
                "ADMIN_API_KEYS",
                admin));
    }

    /** Starts what does not run, and returns when all are healthy. */
    void up() {
        compose(Stream.concat(
                Stream.of("up", "--detach", "--no-build", "--wait", "--wait-timeout", "240"),
                SCALED.stream().flatMap(service -> Stream.of("--scale", service + "=2"))));
    }

    /** Removes the containers and keeps the volumes. */
    void down() {
        compose(Stream.of("down"));
    }

    void restart(String service) {
        compose(Stream.of("restart", service));
    }

    /** The ids of a service's containers. */
    List<String> containers(String service) {
        return compose(Stream.of("ps", "--quiet", service)).lines().toList();
    }

    void kill(String container) {
        docker("kill", container);
    }

    /** What Docker knows of a container, by a template. */
    String inspect(String container, String template) {
        return docker("inspect", "--format", template, container);
    }

    /** How many requests a container has answered. */
    double requests(String container) {
        String metrics = docker("exec", container, "sh", "-c", METRICS);
        return REQUESTS.matcher(metrics)
                .results()
                .map((MatchResult line) -> line.group(1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    Client client() {
        return new Client(url(), client);
    }

    Client admin() {
        return new Client(url(), admin);
    }

    /** Removes everything. What the containers logged stays in the folder target. */
    @Override
    public void close() {
        try {
            Files.writeString(Path.of("target/compose.log"), compose(Stream.of("logs", "--no-color")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            compose(Stream.of("down", "--volumes", "--remove-orphans"));
        }
    }

    private String url() {
        return "http://" + compose(Stream.of("port", "api-gateway", "8080"));
    }

    private String compose(Stream<String> arguments) {
        return Docker.run(
                environment, Stream.concat(COMPOSE.stream(), arguments).toList());
    }

    private static String docker(String... arguments) {
        return Docker.run(
                Map.of(),
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList());
    }

    private static String secret() {
        return UUID.randomUUID().toString();
    }
}
