package org.aitbc.standalone;

import org.aitbc.standalone.suite.DataFolder;
import org.aitbc.standalone.suite.Suite;
import org.aitbc.standalone.suite.SuiteKeys;
import org.aitbc.standalone.suite.SuiteOptions;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** A suite in the foreground of a terminal: it shows what is up, and ends when the process is told to. */
record Foreground(Suite suite, SuiteKeys keys) {

    static Foreground start(SuiteSettings settings, int workers) throws InterruptedException {
        SuiteOptions options = settings.withWorkers(workers);
        // ahead of the first class that has a logger
        logTo(new DataFolder(options.data()).log().toString(), settings.verbose());
        Suite suite = new Suite(options, line -> System.out.println("  " + line));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            suite.close();
            System.out.println("stopped");
        }));
        System.out.println("starting in " + suite.data().path());
        SuiteKeys keys = suite.start();
        System.out.println("ready " + suite.url());
        return new Foreground(suite, keys);
    }

    /** Until the process is told to end. */
    void stay() throws InterruptedException {
        Thread.currentThread().join();
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
