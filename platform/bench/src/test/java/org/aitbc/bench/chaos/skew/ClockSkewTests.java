package org.aitbc.bench.chaos.skew;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("soak")
class ClockSkewTests {

    private static final long SOON = Duration.ofSeconds(10).toMillis();

    @TempDir
    Path folder;

    /** Says what time it is, by each way there is, whenever it is asked. */
    static final class Teller {

        public static void main(String[] arguments) throws IOException {
            BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (asked.readLine() != null) {
                System.out.println(times());
            }
        }

        /** A method that runs stays as it was. */
        private static String times() {
            return System.currentTimeMillis() + " " + Instant.now().toEpochMilli() + " "
                    + Clock.systemUTC().millis();
        }
    }

    @Test
    void everyWayToReadTheClockOfAnotherJvmIsWrongUntilItIsPutRight() throws Exception {
        Process teller = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Teller.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Writer ask = teller.outputWriter();
                BufferedReader told = teller.inputReader()) {
            assertThat(off(ask, told)).allMatch(millis -> Math.abs(millis) < SOON);

            ClockSkew.set(teller.pid(), Duration.ofMinutes(-5), folder);
            assertThat(off(ask, told)).allMatch(millis -> Math.abs(millis + 300_000) < SOON);

            ClockSkew.set(teller.pid(), Duration.ofMinutes(5), folder);
            assertThat(off(ask, told)).allMatch(millis -> Math.abs(millis - 300_000) < SOON);

            ClockSkew.set(teller.pid(), Duration.ZERO, folder);
            assertThat(off(ask, told)).allMatch(millis -> Math.abs(millis) < SOON);
        } finally {
            teller.destroyForcibly();
        }
    }

    private static List<Long> off(Writer ask, BufferedReader told) throws IOException {
        ask.write("?\n");
        ask.flush();
        LongStream times = Stream.of(told.readLine().split(" ", 3)).mapToLong(Long::parseLong);
        long now = System.currentTimeMillis();
        return times.map(time -> time - now).boxed().toList();
    }
}
