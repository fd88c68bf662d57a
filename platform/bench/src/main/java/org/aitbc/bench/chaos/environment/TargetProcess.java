package org.aitbc.bench.chaos.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aitbc.bench.process.Processes;

/** A process of the suite, found by the file that tells its id. */
public record TargetProcess(String name, Path pidFile) {

    /** The process there is now, if there is one. */
    public Optional<ProcessHandle> process() {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(pidFile).strip().split("\\s", 2)[0]));
        } catch (IOException | NumberFormatException notThere) {
            return Optional.empty();
        }
    }

    /** Sends a signal, such as KILL, to the process there is. */
    public void signal(String signal) {
        Processes.signal(signal, process().stream().toList());
    }
}
