package org.aitbc.bench.suite;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of each measurement that starts the suite. */
public final class SuiteJar {

    @Option(
            names = "--suite",
            description = "The runnable suite (${DEFAULT-VALUE}).",
            defaultValue = "${sys:aitbc.suite.jar}")
    private Path path = Path.of("");

    public Path path() {
        return path;
    }
}
