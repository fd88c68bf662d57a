package org.aitbc.bench.planted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs tests of one module in a JVM of their own, on the classes that Maven built. */
final class TestRun {

    /** What became of the tests. */
    enum Outcome {
        PASSED,
        FAILED,
        /** None was found, they did not come to an end, or what they test did not start. */
        BROKEN
    }

    private static final int MOST_MINUTES = 4;

    /** As Spring says it. A service that does not start fails any test, and so says nothing of the one that is named. */
    private static final String NOT_STARTED = "Failed to load ApplicationContext";

    private TestRun() {}

    /** What the tests of a module see: their classes, the module's own, and all they depend on. */
    static String classpath(Path root, String module) throws IOException {
        Path target = root.resolve(module).resolve("target");
        return String.join(
                File.pathSeparator,
                target.resolve("test-classes").toString(),
                classes(root, module).toString(),
                Files.readString(target.resolve("test.classpath")).strip());
    }

    /** What a module is compiled to. */
    static Path classes(Path root, String module) {
        return root.resolve(module).resolve("target").resolve("classes");
    }

    /**
     * Runs the tests, all of one module.
     *
     * @param log where their output goes
     */
    static Outcome of(Collection<NamedTest> tests, Path root, String classpath, Path log)
            throws IOException, InterruptedException {
        String module = tests.iterator().next().module();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djqwik.shrinking.default=OFF",
                "-cp",
                classpath,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--details=tree",
                "--disable-banner",
                "--disable-ansi-colors",
                "--fail-if-no-tests"));
        tests.stream().map(NamedTest::option).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .directory(root.resolve(module).toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                return Outcome.BROKEN;
            }
        } finally {
            process.destroy();
        }
        return switch (process.exitValue()) {
            case 0 -> Outcome.PASSED;
            case 1 -> Files.readString(log, ISO_8859_1).contains(NOT_STARTED) ? Outcome.BROKEN : Outcome.FAILED;
            default -> Outcome.BROKEN;
        };
    }
}
