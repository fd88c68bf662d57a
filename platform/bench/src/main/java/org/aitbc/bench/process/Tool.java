package org.aitbc.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the machine that is run to its end, such as a package manager. */
public final class Tool {

    private static final int LIMIT_MINUTES = 9;

    private Tool() {}

    /** @throws IllegalStateException when it fails or takes too long */
    public static void run(Path folder, String... command) throws InterruptedException {
        try {
            System.err.println(String.join(" ", command));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(
                            folder.resolve("tool.log").toFile()))
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(command) + " failed, see "
                        + folder.resolve("tool.log").toAbsolutePath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
