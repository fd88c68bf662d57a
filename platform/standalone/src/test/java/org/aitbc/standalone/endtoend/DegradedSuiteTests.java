package org.aitbc.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged suite without a chain, and for a while without its PostgreSQL. */
@Order(1)
class DegradedSuiteTests {

    @TempDir
    static Path folder;

    private static RunningSuite suite;

    @BeforeAll
    static void start() {
        suite = RunningSuite.start(folder, "--without-chain");
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @Test
    void withoutAChainTheRestIsThereAndTheExplorerSaysSo() throws Exception {
        suite.awaitState(suite.submitEmbedding(), "COMPLETED");

        assertThat(suite.get("/health/ready").path("status").stringValue()).isEqualTo("ready");
        assertThatThrownBy(() -> suite.get("/v1/explorer/blocks")).hasMessageContaining("503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "KILL"})
    void theSuiteRecoversWhenPostgresIsRestarted(String signal) throws Exception {
        suite.awaitState(suite.submitEmbedding(), "COMPLETED");
        ProcessHandle before = suite.postgres();

        new ProcessBuilder("kill", "-" + signal, Long.toString(before.pid()))
                .start()
                .waitFor();

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> suite.postgres().pid() != before.pid());
        String[] job = new String[1];
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            job[0] = suite.submitEmbedding();
            return true;
        });
        suite.awaitState(job[0], "COMPLETED");
        assertThat(suite.flawOfReceipt(job[0])).isEmpty();
    }
}
