package org.aitbc.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aitbc.servicetest.Programs;
import org.aitbc.standalone.suite.SuiteService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What Prometheus, Grafana and the collector of docker-compose.yml are told. */
class MonitoringTests {

    private static final Pattern PORT = Pattern.compile("port: (\\d+)");
    private static final Pattern JOB = Pattern.compile("job_name: (\\S+)");
    private static final Pattern ABSENT = Pattern.compile("absent\\(up\\{job=\"([^\"]+)\"}\\)");

    @Test
    void everyServiceIsScrapedAndMissedWhereItIsGone() {
        Set<String> services =
                SuiteService.all().stream().map(SuiteService::name).collect(Collectors.toSet());
        String scraped = Checkout.text("deploy/scrape.yml");
        assertThat(Checkout.found(JOB, scraped)).isEqualTo(services);
        assertThat(Checkout.found(ABSENT, Checkout.text("deploy/alerts.yml"))).isEqualTo(services);

        String compose = Checkout.text("docker-compose.yml");
        assertThat(Checkout.found(PORT, scraped))
                .isEqualTo(Checkout.found(Pattern.compile("AITBC_[A-Z]+_PORT: (\\d+)"), compose));
    }

    @Test
    @SuppressWarnings("unchecked")
    void theCollectorsPipelinesAreMadeOfWhatItHas() {
        Map<String, Map<String, Object>> file = new Yaml().load(Checkout.text("deploy/otel-collector.yml"));
        Map<String, Map<String, List<String>>> pipelines =
                (Map<String, Map<String, List<String>>>) file.get("service").get("pipelines");
        pipelines
                .values()
                .forEach(pipeline -> pipeline.forEach((kind, parts) -> {
                    assertThat(file.get(kind)).containsKeys(parts.toArray(String[]::new));
                }));
        assertThat(pipelines.keySet()).isEqualTo(Set.of("metrics", "traces", "logs"));
    }

    @Test
    void promtoolAcceptsTheConfigurationAndItsAlerts(@TempDir Path folder) throws Exception {
        Program promtool = Program.named("promtool");
        Programs.require("promtool", promtool.works("--version"), "it comes with Prometheus");
        // side by side, as in the container
        for (String file : List.of("deploy/prometheus.yml", "deploy/scrape.yml", "deploy/alerts.yml")) {
            Path source = Checkout.ROOT.resolve(file);
            Files.copy(source, folder.resolve(source.getFileName()));
        }

        assertThat(promtool.said(
                        "check", "config", folder.resolve("prometheus.yml").toString()))
                .contains("1 rule files found", "is valid prometheus config file syntax", "rules found");
    }
}
