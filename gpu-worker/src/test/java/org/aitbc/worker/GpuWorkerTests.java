package org.aitbc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GpuWorkerTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheCommands() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("run", "doctor", "verify");
        assertThat(execute("run", "--help")).isZero();
        assertThat(out.toString())
                .contains("--gateway", "--miner-id", "--concurrency", "--drain-seconds", "--allow-command");
    }

    @Test
    void aWorkerWithoutAKeyOrWithNonsenseDoesNotStart() {
        assertThat(execute("run", "--api-key", "")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing --api-key");
        assertThat(execute("run", "--api-key", "k", "--concurrency", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--concurrency must be 1 to 1024");
        assertThat(execute("run", "--api-key", "k", "--container", "chroot")).isEqualTo(2);
    }

    @Test
    void aGatewayWithoutASchemeIsRefused() {
        for (String command : List.of("run", "doctor", "verify")) {
            assertThat(execute(command, "--gateway", "localhost:8080")).isEqualTo(2);
        }
        assertThat(err.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.contains("--gateway"))
                .allMatch(line -> line.contains("'localhost:8080' is no http:// or https:// address, did you mean"
                        + " http://localhost:8080?"));
        assertThat(execute("run", "--gateway", "http://")).isEqualTo(2);
        assertThat(execute("run", "--gateway", "ftp://gateway.example")).isEqualTo(2);
    }

    @Test
    void anOlderJavaIsToldWhatItLacks() {
        assertThat(Launcher.complaint("17")).isEqualTo("gpu-worker needs Java 25, found 17");
        assertThat(Launcher.complaint("1.8")).isEqualTo("gpu-worker needs Java 25, found 8");
        assertThat(Launcher.complaint("25")).isEmpty();
    }

    private int execute(String... arguments) {
        CommandLine line = GpuWorker.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
