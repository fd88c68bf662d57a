package org.aitbc.bench.chaos.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Objects;
import org.aitbc.bench.Bench;
import org.springframework.util.ClassUtils;

/** The process that holds the proxies, and the proxies in it. */
public final class Proxies implements AutoCloseable {

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

    private final Process process;
    private final BufferedReader answers;
    private final Writer wishes;
    private int count;

    private Proxies(Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.wishes = process.outputWriter();
    }

    public static Proxies start() {
        try {
            return new Proxies(new ProcessBuilder(List.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ClassUtils.isPresent(LAUNCHER, null) ? LAUNCHER : Bench.class.getName(),
                            "proxies"))
                    .redirectError(Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens one on a free port of the loopback address.
     *
     * @param name who talks to whom
     * @param target the port of who is talked to, who need not be there yet
     */
    public Line open(String name, int target) {
        return new Line(name, count, ask("open", count++, target), this);
    }

    /** Ends the process, and all that passes. */
    @Override
    public void close() {
        process.destroy();
    }

    private synchronized int ask(String verb, int number, int argument) {
        try {
            wishes.write("%s %d %d%n".formatted(verb, number, argument));
            wishes.flush();
            return Integer.parseInt(Objects.requireNonNull(answers.readLine(), "the proxies are gone"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of the network, and what may happen to it: see {@link FaultProxy}. */
    public record Line(String name, int number, int port, Proxies all) {

        public int connections() {
            return all.ask("connections", number, 0);
        }

        public int lost() {
            return all.ask("lost", number, 0);
        }

        public void delay(int millis) {
            all.ask("delay", number, millis);
        }

        public void cut() {
            all.ask("cut", number, 0);
        }

        public void refuse() {
            all.ask("refuse", number, 1);
        }

        public void silence() {
            all.ask("silence", number, 0);
        }

        public void loseReplies(int count) {
            all.ask("lose", number, count);
        }

        public void heal() {
            all.ask("heal", number, 0);
        }
    }
}
