package org.aitbc.worker.console;

import java.io.Console;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What the worker tells its operator: lines, and on a terminal one progress bar that the next line replaces. */
public final class Journal {

    private static final String CLEAR = "\r\033[K";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int BAR = 24;

    private final PrintStream out;
    private final boolean terminal;

    public Journal(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public static Journal ofConsole() {
        // null again from JDK 25 on where input or output is no terminal
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new Journal(System.out, terminal);
    }

    public synchronized void line(String text) {
        out.println(
                (terminal ? CLEAR : "") + LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + " " + text);
    }

    /** Shows each whole percent on a terminal, each tenth elsewhere: a log is read later, not watched. */
    public synchronized void progress(String jobId, double before, double now) {
        int steps = terminal ? 100 : 10;
        if ((int) (before * steps) == (int) (now * steps)) {
            return;
        }
        int percent = (int) (now * 100);
        if (terminal) {
            int filled = (int) (now * BAR);
            out.print(CLEAR + "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + percent + " % job " + jobId);
            out.flush();
        } else {
            line("job " + jobId + " " + percent + " %");
        }
    }
}
