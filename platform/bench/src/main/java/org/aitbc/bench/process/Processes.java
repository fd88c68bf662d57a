package org.aitbc.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What processes use of the machine, from Linux's {@code /proc}. */
public final class Processes {

    private Processes() {}

    /** A process and all that came from it. */
    public static List<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** Sends a signal, such as STOP, to those that are alive. */
    public static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
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

    /** Processor seconds since their starts. */
    public static double cpuSeconds(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(cpu -> cpu.toNanos() / 1e9)
                .sum();
    }

    /** Megabytes of memory, in which a page that several share counts once (the proportional set size). */
    public static double proportionalMegabytes(List<ProcessHandle> processes) {
        return megabytes(processes, "Pss:");
    }

    /** Megabytes of resident memory. */
    public static double residentMegabytes(List<ProcessHandle> processes) {
        return megabytes(processes, "Rss:");
    }

    private static double megabytes(List<ProcessHandle> processes, String line) {
        return processes.stream().mapToLong(process -> kilobytes(process, line)).sum() / 1024.0;
    }

    private static long kilobytes(ProcessHandle process, String line) {
        try {
            return sum(Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup")), line);
        } catch (IOException e) {
            // PostgreSQL's come and go
            if (!process.isAlive()) {
                return 0;
            }
            throw new UncheckedIOException("cannot read the memory of process " + process.pid(), e);
        }
    }

    static long sum(List<String> rollup, String name) {
        return rollup.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
