package org.aitbc.bench.planted;

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
        /** None was found, or they did not come to an end. */
        BROKEN
    }

    private static final int MOST_MINUTES = 4;

    private TestRun() {}

    /** What the tests of a module see: their classes, the module's own, and all they depend on. */
    static String classpath(Path root, String module) throws IOException {
        Path target = root.resolve(module).resolve("target");
        return String.join(
                File.pathSeparator,
                target.resolve("test-classes").toString(),
                target.resolve("classes").toString(),
                Files.readString(target.resolve("test.classpath")).strip());
    }

    /**
     * Runs the tests, all of one module.
     *
     * @param first what comes before everything else on the class path
     * @param log where their output goes
     */
    static Outcome of(Collection<NamedTest> tests, Path root, Path first, Path log)
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
                first + File.pathSeparator + classpath(root, module),
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
            case 1 -> Outcome.FAILED;
            default -> Outcome.BROKEN;
        };
    }
}
