package org.aitbc.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that run in the root folder of the checkout. */
final class Docker {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path LOG = Path.of("target/docker.log").toAbsolutePath();

    private Docker() {}

    static boolean hasEngine() {
        try {
            return exit(start(Map.of(), List.of("docker", "compose", "version"))) == 0
                    && exit(start(Map.of(), List.of("docker", "version"))) == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** What a program prints; what it says besides goes to the log. */
    static String run(Map<String, String> environment, List<String> command) {
        try {
            Process process = start(environment, command);
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = exit(process);
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit + ", see " + LOG + ": " + printed);
            }
            return printed.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int exit(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
