package org.aitbc.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aitbc.standalone.machine.Ports;

/** Something in a process of its own that answers HTTP on a port of the loopback. */
record Proxy(String name, Process process, int port) implements AutoCloseable {

    private static final long UP_WITHIN = TimeUnit.SECONDS.toNanos(60);
    // what Linux counts processor time in, whatever its timer does
    private static final long TICK_NANOS = 10_000_000;

    static Proxy start(String name, ProcessBuilder command, int port, Path log)
            throws IOException, InterruptedException {
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        for (long end = System.nanoTime() + UP_WITHIN; System.nanoTime() < end && process.isAlive(); ) {
            if (Ports.answers(port)) {
                return new Proxy(name, process, port);
            }
            Thread.sleep(20);
        }
        process.destroy();
        throw new IllegalStateException("%s did not come up: %s".formatted(name, Files.readString(log)));
    }

    /** Processor time so far, of its children as well. */
    long cpuNanos() {
        return processes().mapToLong(Proxy::ticks).sum() * TICK_NANOS;
    }

    /** Resident memory in MB. */
    double residentMegabytes() {
        return processes().mapToLong(Proxy::residentKilobytes).sum() / 1024.0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static long ticks(ProcessHandle process) {
        String stat = read(process, "stat");
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]);
    }

    private static long residentKilobytes(ProcessHandle process) {
        return read(process, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
