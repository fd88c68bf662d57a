package org.aitbc.standalone;

import org.aitbc.standalone.demo.DevelopmentFunds;
import org.aitbc.standalone.machine.Refused;
import org.aitbc.standalone.suite.DataFolder;
import org.aitbc.standalone.suite.Suite;
import org.aitbc.standalone.suite.SuiteKeys;
import org.aitbc.standalone.suite.SuiteLog;
import org.aitbc.standalone.suite.SuiteOptions;
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
        if (settings.verbose()) {
            System.setProperty("aitbc.log.terminal", "INFO");
        }
        SuiteLog.to(new DataFolder(options.data()).log().toString());
        Suite suite = new Suite(options, line -> System.out.println("  " + line));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending = true;
            suite.close();
            System.out.println("stopped");
        }));
        System.out.println("starting in " + suite.data().path());
        SuiteKeys keys = started(suite);
        DevelopmentFunds.give(suite.url(), keys);
        System.out.println("ready " + suite.url());
        return new Foreground(suite, keys);
    }

    /** Waits for the services behind those that jobs need, and says so. */
    void complete() {
        suite.awaitComplete();
        System.out.println("all services are up");
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
}
