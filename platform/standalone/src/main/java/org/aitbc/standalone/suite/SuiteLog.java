package org.aitbc.standalone.suite;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where this process logs to. */
public final class SuiteLog {

    private SuiteLog() {}

    /** To be called ahead of the first class that has a logger. */
    public static void to(String file) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("logback.configurationFile", "suite-logback.xml");
        System.setProperty("aitbc.log.file", file);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
