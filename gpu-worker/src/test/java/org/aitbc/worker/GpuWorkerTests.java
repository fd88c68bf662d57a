package org.aitbc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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

    private int execute(String... arguments) {
        CommandLine line = GpuWorker.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
