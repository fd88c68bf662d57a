package org.aitbc.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that ran to its end. */
record Finished(int exit, String output) {

    /** Output goes through a file: the server inherits it from the program that starts it, and a pipe would never close. */
    static Finished run(List<String> command, String input, Duration limit) {
        Path said = null;
        try {
            said = Files.createTempFile("postgres", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try (var stdin = process.outputWriter()) {
                stdin.write(input);
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return new Finished(-1, "no end after " + limit.toSeconds() + " s: " + Files.readString(said));
            }
            return new Finished(process.exitValue(), Files.readString(said).strip());
        } catch (IOException e) {
            return new Finished(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finished(-1, "interrupted");
        } finally {
            if (said != null) {
                said.toFile().delete();
            }
        }
    }

    boolean failed() {
        return exit != 0;
    }
}
