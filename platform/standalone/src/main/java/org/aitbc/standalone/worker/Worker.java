package org.aitbc.standalone.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker process that is started again when it dies, sooner at first than later. */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final Duration TIME_TO_END = Duration.ofSeconds(4);

    private final String name;
    private final ProcessBuilder builder;
    private final Path pidFile;
    private final Thread keeper;
    private @Nullable Process process;
    private boolean closed;

    private Worker(String name, ProcessBuilder builder, Path pidFile) {
        this.name = name;
        this.builder = builder;
        this.pidFile = pidFile;
        this.keeper = Thread.ofVirtual().name(name).unstarted(this::keepRunning);
    }

    /** Starts a worker that talks to a gateway; its output is appended to the log. */
    public static Worker start(
            String name, String gateway, String apiKey, Path state, Path log, List<String> furtherArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                WorkerJar.find().toString(),
                "run",
                "--gateway",
                gateway,
                "--miner-id",
                name,
                "--state-dir",
                state.toString()));
        command.addAll(furtherArguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // not among the arguments, which every user of the machine can read
        builder.environment().put("AITBC_API_KEY", apiKey);
        Worker worker = new Worker(name, builder, state.resolve("process"));
        try {
            Files.createDirectories(state);
            Files.createDirectories(log.toAbsolutePath().getParent());
            worker.endLeftOver();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder " + state, e);
        }
        worker.keeper.start();
        return worker;
    }

    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closed = true;
            last = process;
        }
        keeper.interrupt();
        if (last != null) {
            last.destroy();
            var _ = last.onExit()
                    .completeOnTimeout(last, TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(Process::destroyForcibly)
                    .join();
        }
    }

    private void keepRunning() {
        Duration pause = SHORTEST_PAUSE;
        try {
            while (true) {
                long start = System.nanoTime();
                int exit = launch().waitFor();
                if (System.nanoTime() - start > STABLE.toNanos()) {
                    pause = SHORTEST_PAUSE;
                }
                LOG.warn("{} ended with {}: starting it again in {} s", name, exit, pause.toSeconds());
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("{} cannot be started", name, e);
        }
    }

    private synchronized Process launch() throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException();
        }
        Process started = builder.start();
        process = started;
        Files.writeString(pidFile, started.pid() + " " + startOf(started.toHandle()));
        return started;
    }

    /** A suite that was killed could not end its workers; the start time tells them from a later owner of the number. */
    private void endLeftOver() throws IOException {
        if (Files.exists(pidFile)) {
            String[] parts = Files.readString(pidFile).split(" ", 2);
            Optional<ProcessHandle> old = ProcessHandle.of(Long.parseLong(parts[0]));
            old.filter(handle -> startOf(handle).equals(parts[1])).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Object::toString).orElse("");
    }
}
