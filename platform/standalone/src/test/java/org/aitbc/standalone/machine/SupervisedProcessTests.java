package org.aitbc.standalone.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTests {

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private Path pidFile;

    @BeforeEach
    void chooseFiles() {
        pidFile = folder.resolve("run/some.pid");
    }

    @Test
    void isStartedAgainWithItsInputAndEndsWhenClosed() {
        ProcessHandle last;
        try (SupervisedProcess kept =
                SupervisedProcess.start(command("read word; echo $word; exec sleep 60"), pidFile)) {
            await().until(() -> said().equals("hello\n"));
            assertThat(kept.hasDied()).isFalse();
            long first = pid();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().until(() -> said().equals("hello\nhello\n"));
            assertThat(kept.hasDied()).isTrue();
            last = ProcessHandle.of(pid()).orElseThrow();
            assertThat(last.pid()).isNotEqualTo(first);
        }
        assertThat(last.isAlive()).isFalse();
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void theInputStaysOpenAsLongAsItsOwnerLives() throws Exception {
        try (SupervisedProcess _ = SupervisedProcess.start(command("read word; read end; echo over"), pidFile)) {
            await().until(() -> Files.exists(pidFile));
            ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();

            assertThat(process.onExit().orTimeout(300, TimeUnit.MILLISECONDS)).failsWithin(Duration.ofSeconds(1));
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void whatCannotBeStartedIsTriedAgain() throws Exception {
        Path program = folder.resolve("program");
        try (SupervisedProcess kept = SupervisedProcess.start(
                ProcessSpec.of("some", List.of(program.toString()), "mark", output(), "", BACKOFF), pidFile)) {
            await().until(kept::hasDied);

            Files.createSymbolicLink(program, Path.of("/bin/pwd"));

            await().until(() -> !said().isEmpty());
        }
    }

    @Test
    void aProcessLeftBehindIsEndedOnlyIfItIsOurs() throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", "sleep 60; exit", "our mark").start();
        try {
            write(process.pid());
            SupervisedProcess.endLeftOver(pidFile, "another mark");
            assertThat(process.isAlive()).isTrue();
            assertThat(pidFile).doesNotExist();

            write(process.pid());
            SupervisedProcess.endLeftOver(pidFile, "our mark");
            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private ProcessSpec command(String script) {
        return ProcessSpec.of(
                "some", List.of("/bin/sh", "-c", script, "our mark"), "our mark", output(), "hello\n", BACKOFF);
    }

    private Path output() {
        return folder.resolve("some.out");
    }

    private String said() throws IOException {
        return Files.exists(output()) ? Files.readString(output()) : "";
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readString(pidFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(long pid) {
        PrivateFile.write(pidFile, Long.toString(pid));
    }
}
