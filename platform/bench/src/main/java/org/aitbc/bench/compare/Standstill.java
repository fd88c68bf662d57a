package org.aitbc.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps processes from running, so that they take no core from what is measured. */
final class Standstill {

    private Standstill() {}

    static void begin(List<ProcessHandle> processes) {
        signal("-STOP", processes);
    }

    static void end(List<ProcessHandle> processes) {
        signal("-CONT", processes);
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", name));
        processes.stream()
                .filter(ProcessHandle::isAlive)
                .forEach(process -> command.add(String.valueOf(process.pid())));
        if (command.size() > 2) {
            try {
                new ProcessBuilder(command).inheritIO().start().onExit().join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
