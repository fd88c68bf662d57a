package org.aitbc.standalone;

import org.aitbc.standalone.machine.Refused;
import org.aitbc.standalone.suite.DataFolder;
import org.aitbc.standalone.suite.Suite;
import org.aitbc.standalone.suite.SuiteKeys;
import org.aitbc.standalone.suite.SuiteOptions;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.web.server.PortInUseException;

/** A suite in the foreground of a terminal: it shows what is up, and ends when the process is told to. */
record Foreground(Suite suite, SuiteKeys keys) {

    private static volatile boolean ending;

    /** What fails while the process is told to end is no news. */
    static boolean isEnding() {
        return ending;
    }

    static Foreground start(SuiteSettings settings, int workers) throws InterruptedException {
        SuiteOptions options = settings.withWorkers(workers);
        // ahead of the first class that has a logger
        logTo(new DataFolder(options.data()).log().toString(), settings.verbose());
        Suite suite = new Suite(options, line -> System.out.println("  " + line));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending = true;
            suite.close();
            System.out.println("stopped");
        }));
        System.out.println("starting in " + suite.data().path());
        SuiteKeys keys = started(suite);
        System.out.println("ready " + suite.url());
        return new Foreground(suite, keys);
    }

    /** Until the process is told to end. */
    void stay() throws InterruptedException {
        Thread.currentThread().join();
    }

    private static SuiteKeys started(Suite suite) throws InterruptedException {
        try {
            return suite.start();
        } catch (Refused | PortInUseException clearByItself) {
            throw clearByItself;
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the suite did not start: " + e.getMessage() + "\nSee "
                            + suite.data().log(),
                    e);
        }
    }

    private static void logTo(String file, boolean verbose) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("logback.configurationFile", "suite-logback.xml");
        System.setProperty("aitbc.log.file", file);
        if (verbose) {
            System.setProperty("aitbc.log.terminal", "INFO");
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
