package org.aitbc.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ContestTests {

    private final List<String> log = new ArrayList<>();
    private Process one;
    private Process other;

    @BeforeEach
    void twoProcesses() throws IOException {
        one = new ProcessBuilder("sleep", "60").start();
        other = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() {
        one.destroyForcibly();
        other.destroyForcibly();
    }

    @Test
    void contendersTakeTurnsAndWarmUpsDoNotCount() throws Exception {
        Outcome outcome =
                new Contest("work", List.of(contender("a", 2, one, other), contender("b", 1, other, one))).play(2);
        assertThat(log).containsExactly("a", "a", "b", "a", "b", "a", "b");
        assertThat(outcome.rounds().get("a"))
                .extracting(round -> round.get("n"))
                .containsExactly(4.0, 6.0);
        assertThat(outcome.rounds().get("b"))
                .extracting(round -> round.get("n"))
                .containsExactly(5.0, 7.0);
    }

    @Test
    void allRunAgainAfterTheEndAndAfterAFailure() throws Exception {
        new Contest("work", List.of(contender("a", 0, one, other))).play(1);
        await().until(() -> !isStopped(one));
        Contender failing = new Contender("f", 0, List.of(one.toHandle(), other.toHandle()), () -> {
            throw new IOException("broken");
        });
        assertThatThrownBy(() -> new Contest("work", List.of(failing)).play(1)).hasMessage("broken");
        await().until(() -> !isStopped(one));
        await().until(() -> !isStopped(other));
    }

    /** Notes that it is its own process that runs, and not the other's. */
    private Contender contender(String name, int warmUp, Process own, Process others) {
        return new Contender(name, warmUp, List.of(own.toHandle()), () -> {
            await().until(() -> !isStopped(own));
            if (log.contains("b")) {
                await().until(() -> isStopped(others));
            }
            log.add(name);
            return Map.of("n", (double) log.size());
        });
    }

    private static boolean isStopped(Process process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
