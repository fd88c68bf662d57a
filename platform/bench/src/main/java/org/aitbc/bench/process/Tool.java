package org.aitbc.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the machine that is run to its end, such as a package manager. */
public final class Tool {

    private Tool() {}

    /**
     * Runs it and answers what it printed.
     *
     * @param folder it runs in
     * @throws IllegalStateException when it fails, is missing or takes longer than the limit
     */
    public static String run(Path folder, int limitSeconds, List<String> command) throws InterruptedException {
        return run(folder, limitSeconds, command, Map.of());
    }

    /** The same with further variables in its environment. */
    public static String run(Path folder, int limitSeconds, List<String> command, Map<String, String> environment)
            throws InterruptedException {
        try {
            Path said = Files.createTempFile(folder, command.getFirst().replace('/', '-'), ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                if (!ended || process.exitValue() != 0) {
                    throw new IllegalStateException(String.join(" ", command)
                            + (ended ? " failed: " : " did not end: ")
                            + Files.readString(said));
                }
                return Files.readString(said);
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the machine has it. */
    public static boolean isThere(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
