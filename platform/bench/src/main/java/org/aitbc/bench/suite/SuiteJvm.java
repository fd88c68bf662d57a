package org.aitbc.bench.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The JVM that {@code ./aitbc up} runs the suite in: what the script says of it comes as properties. */
public final class SuiteJvm {

    private SuiteJvm() {}

    /** The words of a command up to the suite's own arguments. */
    public static List<String> command(Path jar) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        Path cache = Path.of(System.getProperty("aitbc.suite.cache", ""));
        if (Files.isRegularFile(cache)) {
            words.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off"));
        }
        Arrays.stream(System.getProperty("aitbc.suite.options", "").split(" "))
                .filter(option -> !option.isEmpty())
                .forEach(words::add);
        words.addAll(List.of("-jar", jar.toString()));
        return words;
    }
}
