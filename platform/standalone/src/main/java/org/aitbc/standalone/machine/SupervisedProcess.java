package org.aitbc.standalone.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is started again when it dies, sooner at first than later. A file tells its id. */
public final class SupervisedProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);
    private static final Duration TIME_TO_END = Duration.ofSeconds(4);

    private final ProcessSpec command;
    private final Path pidFile;
    private final Thread keeper;
    private @Nullable Process process;
    private boolean closed;
    private volatile boolean died;

    private SupervisedProcess(ProcessSpec command, Path pidFile) {
        this.command = command;
        this.pidFile = pidFile;
        this.keeper = Thread.ofVirtual().name(command.name()).unstarted(this::keepRunning);
    }

    /** Starts it; a process that an earlier owner of the file left behind is ended first. */
    public static SupervisedProcess start(ProcessSpec command, Path pidFile) {
        SupervisedProcess kept = new SupervisedProcess(command, pidFile);
        endLeftOver(pidFile, command.mark());
        kept.keeper.start();
        return kept;
    }

    /** Ends the process that the file names, when the mark among its arguments shows that it is not somebody else's. */
    public static void endLeftOver(Path pidFile, String mark) {
        try {
            if (!Files.exists(pidFile)) {
                return;
            }
            long pid = Long.parseLong(Files.readString(pidFile).strip().split(" ", 2)[0]);
            ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .arguments()
                            .map(Arrays::asList)
                            .filter(arguments -> arguments.contains(mark))
                            .isPresent())
                    .ifPresent(process -> {
                        process.destroyForcibly();
                        var _ = process.onExit()
                                .completeOnTimeout(process, 1, TimeUnit.SECONDS)
                                .join();
                    });
            Files.delete(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + pidFile, e);
        }
    }

    /** Whether it has died at least once. */
    public boolean hasDied() {
        return died;
    }

    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closed = true;
            last = process;
        }
        keeper.interrupt();
        if (last == null) {
            return;
        }
        // its handle does not close the input as the process itself would: that would end a reader at once
        last.toHandle().destroy();
        var _ = last.onExit()
                .completeOnTimeout(last, TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
        pidFile.toFile().delete();
    }

    private void keepRunning() {
        Duration pause = Duration.ZERO;
        try {
            while (true) {
                long start = System.nanoTime();
                String end = run();
                died = true;
                pause = command.backoff().next(pause, Duration.ofNanos(System.nanoTime() - start));
                LOG.warn("{} {}: starting it again in {} ms", command.name(), end, pause.toMillis());
                Thread.sleep(pause);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private String run() throws InterruptedException {
        try {
            return "ended with " + launch().waitFor();
        } catch (IOException | UncheckedIOException e) {
            return "cannot be started: " + e.getMessage();
        }
    }

    private synchronized Process launch() throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException();
        }
        Process started = command.builder().start();
        process = started;
        try {
            PrivateFile.write(pidFile, Long.toString(started.pid()));
        } catch (UncheckedIOException e) {
            started.destroyForcibly();
            throw e;
        }
        hand(command.input(), started.getOutputStream());
        return started;
    }

    private static void hand(String input, OutputStream stdin) {
        try {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException diedBeforeReading) {
            // its exit code tells
        }
    }
}
