package org.aitbc.bench.report;

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
import org.aitbc.bench.report.Contest.Contender;
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
        Contest contest =
                new Contest("work", List.of(contender("a", one, other), contender("b", other, one))).play(1, 2);
        assertThat(log).containsExactly("a", "b", "a", "b", "a", "b");
        // rounds 3 and 5 against 4 and 6; the median of two is the greater
        assertThat(contest.median("a", "n")).isEqualTo(5);
        assertThat(contest.median("b", "n")).isEqualTo(6);
        assertThat(contest.ratio("a", "b", "n")).isEqualTo(5.0 / 6);
    }

    @Test
    void whoDoesNothingIsNothingToBeComparedWith() throws Exception {
        Contest contest = new Contest(
                        "work",
                        List.of(
                                new Contender("a", () -> Map.of("n", 2.0)),
                                new Contender("idle", () -> Map.of("n", 0.0))))
                .play(0, 3);
        assertThat(contest.ratio("a", "idle", "n")).isNaN();
        assertThat(contest.ratio("idle", "a", "n")).isZero();
    }

    @Test
    void allRunAgainAfterTheEndAndAfterAFailure() throws Exception {
        new Contest("work", List.of(contender("a", one, other))).play(0, 1);
        await().until(() -> !isStopped(one));
        Contender failing = new Contender("f", List.of(one.toHandle(), other.toHandle()), () -> {
            throw new IOException("broken");
        });
        assertThatThrownBy(() -> new Contest("work", List.of(failing)).play(0, 1))
                .hasMessage("broken");
        await().until(() -> !isStopped(one));
        await().until(() -> !isStopped(other));
    }

    /** Notes that its own process runs, and the other's does not. */
    private Contender contender(String name, Process own, Process others) {
        return new Contender(name, List.of(own.toHandle()), () -> {
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
