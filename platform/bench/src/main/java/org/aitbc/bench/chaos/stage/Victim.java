package org.aitbc.bench.chaos.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of the suite, found by the file that tells its id. */
public record Victim(String name, Path pidFile) {

    /** The process there is now, if there is one. */
    public Optional<ProcessHandle> process() {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(pidFile).strip().split("\\s", 2)[0]));
        } catch (IOException | NumberFormatException notThere) {
            return Optional.empty();
        }
    }

    /** SIGKILL; whether there was a process. */
    public boolean kill() {
        return process().map(ProcessHandle::destroyForcibly).orElse(false);
    }

    /** SIGQUIT, which PostgreSQL takes for a stop at once. */
    public void quit() {
        signal("QUIT");
    }

    /** SIGSTOP: it keeps its connections and does nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on where it was. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        process().ifPresent(process -> {
            try {
                Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
                if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                    kill.destroyForcibly();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
