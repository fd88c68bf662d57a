package org.aitbc.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.aitbc.worker.FakeGateway;
import org.aitbc.worker.FakeGateway.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class RunCommandTests {

    @Test
    void aPriceBelowZeroIsRefused() {
        assertThat(new CommandLine(new RunCommand()).execute("--api-key", "k", "--list-price-per-hour", "-1"))
                .isEqualTo(2);
    }

    @Test
    void aPriceBelowTheLeastOneIsRefused() {
        assertThat(new CommandLine(new RunCommand())
                        .execute("--api-key", "k", "--price", "0.1", "--least-price", "0.2"))
                .isEqualTo(2);
    }

    @Test
    void whatTheCommandLineSaysIsRegistered(@TempDir Path folder) throws Exception {
        try (FakeGateway gateway = new FakeGateway()) {
            gateway.reply("/register", new Reply(403, "0", "{\"code\":\"FORBIDDEN\"}"));
            gateway.reply("/register", new Reply(403, "0", "{\"code\":\"FORBIDDEN\"}"));
            int exitCode = new CommandLine(new RunCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .execute(
                            "--gateway",
                            gateway.url(),
                            "--api-key",
                            "k",
                            "--state-dir",
                            folder.toString(),
                            "--concurrency",
                            "7",
                            "--region",
                            "eu",
                            "--price",
                            "0.5",
                            "--list-price-per-hour",
                            "1.25",
                            "--allow-command",
                            "--ollama",
                            "http://127.0.0.1:9");

            assertThat(exitCode).isEqualTo(2);
            JsonNode registration = gateway.callsOf("/register").getFirst().body();
            assertThat(registration.path("concurrency").asInt()).isEqualTo(7);
            assertThat(registration.path("region").asString()).isEqualTo("eu");
            assertThat(registration.path("capabilities").path("price").asDouble())
                    .isEqualTo(0.5);
            assertThat(registration.path("capabilities").path("market").toString())
                    .isEqualTo("{\"list\":true,\"price_per_hour\":1.25}");
            assertThat(registration.path("capabilities").path("job_types").toString())
                    .isEqualTo("[\"embedding\",\"command\"]");
            assertThat(registration.path("public_key").asString())
                    .isEqualTo(WorkerState.in(folder, null).key().keyId());
        }
    }

    @Test
    void aStatusPortThatIsTakenIsSaid(@TempDir Path folder) throws Exception {
        StringWriter err = new StringWriter();
        try (FakeGateway gateway = new FakeGateway()) {
            String taken = gateway.url().substring(gateway.url().lastIndexOf(':') + 1);
            int exitCode = new CommandLine(new RunCommand())
                    .setErr(new PrintWriter(err, true))
                    .execute(
                            "--gateway",
                            gateway.url(),
                            "--api-key",
                            "k",
                            "--state-dir",
                            folder.toString(),
                            "--ollama",
                            "http://127.0.0.1:9",
                            "--status-port",
                            taken);

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString()).contains("port " + taken + " of --status-port: Address already in use");
        }
    }
}
