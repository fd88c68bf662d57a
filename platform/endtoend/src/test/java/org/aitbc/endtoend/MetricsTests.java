package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aitbc.standalone.suite.SuiteService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.Yaml;

/** What Prometheus reads of a running suite. */
@ExtendWith(SharedSuite.class)
class MetricsTests {

    private static final Pattern NAME = Pattern.compile("\\b(?!(?:and|or)\\b)[a-z][a-z0-9_]+\\b(?!\\s*\\()");

    private static RunningSuite suite;

    @BeforeAll
    static void use(RunningSuite shared) {
        suite = shared;
    }

    @Test
    void allServicesAreScrapedFromOneAddressAndEachMetricIsDescribed() throws Exception {
        List<String> page = scrape();

        assertThat(page.stream().filter(line -> line.startsWith("up{")))
                .hasSameSizeAs(SuiteService.all())
                .allMatch(line -> line.endsWith(" 1"));
        assertThat(page.stream().filter(line -> line.startsWith("# HELP ")))
                .hasSizeGreaterThan(100)
                .allMatch(line -> line.matches("# HELP \\w+ +\\S.*"));
        assertThat(page).anyMatch(line -> line.startsWith("http_server_requests_seconds_bucket{job=\"miner-service\""));
    }

    @Test
    void dashboardAndAlertsAskForMetricsThatThereAre() throws Exception {
        Set<String> asked = new HashSet<>();
        for (String file : List.of("grafana/dashboard.json", "alerts.yml")) {
            // JSON is YAML
            Object root = new Yaml().load(Files.readString(Path.of("../../deploy", file)));
            expressions(root).flatMap(MetricsTests::metrics).forEach(asked::add);
        }
        assertThat(asked).contains("aitbc_jobs", "up").hasSizeGreaterThan(30);
        if (suite.setting(SharedSuite.CHAIN).isEmpty()) {
            asked.remove("aitbc_sending_pending");
        }

        assertThat(scrape().stream().map(line -> line.replaceFirst("[{ ].*", "")))
                .containsAll(asked);
    }

    private static Stream<String> expressions(Object node) {
        return switch (node) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .flatMap(entry -> entry.getKey().equals("expr")
                                ? Stream.of((String) entry.getValue())
                                : expressions(entry.getValue()));
            case List<?> list -> list.stream().flatMap(MetricsTests::expressions);
            default -> Stream.of();
        };
    }

    /** The names in an expression that are of no function, label or keyword. */
    private static Stream<String> metrics(String expression) {
        String bare = expression
                .replaceAll("\"[^\"]*\"|\\[[^]]*]", "")
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\b(?:by|on) *\\([^)]*\\)", "");
        return NAME.matcher(bare).results().map(MatchResult::group);
    }

    private static List<String> scrape() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest page = HttpRequest.newBuilder(URI.create(suite.url() + "/actuator/prometheus"))
                    .build();
            return http.send(page, BodyHandlers.ofLines()).body().toList();
        }
    }
}
