package org.aitbc.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What processes take of the machine.
 *
 * @param megabytes of memory: the sum of their proportional set sizes, in which a page that several share counts once
 * @param cpuSeconds since their starts
 */
public record Footprint(double megabytes, double cpuSeconds) {

    public static Footprint of(List<ProcessHandle> processes) {
        return new Footprint(
                processes.stream().mapToLong(Footprint::kilobytes).sum() / 1024.0,
                processes.stream()
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToDouble(cpu -> cpu.toNanos() / 1e9)
                        .sum());
    }

    private static long kilobytes(ProcessHandle process) {
        try {
            return proportional(Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup")));
        } catch (IOException e) {
            // PostgreSQL's come and go
            if (!process.isAlive()) {
                return 0;
            }
            throw new UncheckedIOException("cannot tell the memory of process " + process.pid(), e);
        }
    }

    static long proportional(List<String> rollup) {
        return rollup.stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
