package org.aitbc.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that a test starts as a user would, with its output in a file. */
record Child(Process process, Path output) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    static Child java(Path output, Map<String, String> environment, String jar, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Daitbc.worker.jar=" + System.getProperty("aitbc.worker.jar")));
        if (jar.equals(RunningSuite.JAR)) {
            command.addAll(Rehearsal.taught());
        }
        command.addAll(List.of("-jar", System.getProperty(jar)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitSaying(String text) {
        await().atMost(LIMIT).until(() -> said().contains(text) || !process.isAlive());
        if (!said().contains(text)) {
            throw new AssertionError("ended with " + process.exitValue() + " before saying " + text + ":\n" + said());
        }
    }

    int awaitEnd() {
        await().atMost(LIMIT).until(() -> !process.isAlive());
        return process.exitValue();
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }
}
