package org.aitbc.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The packaged suite starts as {@code ./aitbc up} starts it, from what a first start has taught: tests start it many times. */
final class Rehearsal {

    private static final List<String> OPTIONS = options();

    private Rehearsal() {}

    /** The options of a JVM that is to start from it; none where it went wrong, which {@code target/rehearsal.log} tells of. */
    static List<String> taught() {
        return OPTIONS;
    }

    private static List<String> options() {
        Path suite = Path.of(System.getProperty(RunningSuite.JAR));
        ProcessBuilder script = new ProcessBuilder("sh", "../../aitbc", "rehearse").inheritIO();
        script.environment().put("AITBC_JAVA_HOME", System.getProperty("java.home"));
        try {
            script.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Path cache = suite.resolveSibling("standalone.aot");
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off") : List.of();
    }
}
