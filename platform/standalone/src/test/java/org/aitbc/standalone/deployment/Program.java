package org.aitbc.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A program that may be installed or not; it runs in the root folder of the checkout. */
record Program(List<String> words) {

    static Program named(String... words) {
        return new Program(List.of(words));
    }

    boolean works(String... arguments) {
        try {
            Process process = start(arguments);
            process.getInputStream().readAllBytes();
            return exit(process) == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** What it says; throws where it fails. */
    String said(String... arguments) {
        try {
            Process process = start(arguments);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (exit(process) != 0) {
                throw new AssertionError(said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                Stream.concat(words.stream(), Stream.of(arguments)).toList();
        return new ProcessBuilder(command)
                .directory(Checkout.ROOT.toFile())
                .redirectErrorStream(true)
                .start();
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
