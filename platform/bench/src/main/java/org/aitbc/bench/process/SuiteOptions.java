package org.aitbc.bench.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of each measurement that starts the suite. */
public final class SuiteOptions {

    /** Settings of a suite whose load no rate limit is to slow down. */
    public static final Map<String, String> NO_RATE_LIMITS = Map.of(
            "aitbc.rate-limits.anonymous.per-second", "10000000",
            "aitbc.rate-limits.anonymous.burst", "10000000",
            "aitbc.rate-limits.roles.client.per-second", "10000000",
            "aitbc.rate-limits.roles.client.burst", "10000000",
            "aitbc.rate-limits.roles.miner.per-second", "10000000",
            "aitbc.rate-limits.roles.miner.burst", "10000000");

    @Option(
            names = "--suite",
            description = "The runnable suite (${DEFAULT-VALUE}).",
            defaultValue = "${sys:aitbc.suite.jar}")
    private Path jar = Path.of("");

    public Path jar() {
        return jar;
    }

    /** The JVM that {@code ./aitbc up} runs the suite in: the script passes its options as properties. */
    static List<String> java(Path jar) {
        Path cache = Path.of(System.getProperty("aitbc.suite.cache", ""));
        Stream<String> aot =
                Files.isRegularFile(cache) ? Stream.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off") : Stream.of();
        Stream<String> options = Arrays.stream(
                        System.getProperty("aitbc.suite.options", "").split(" "))
                .filter(option -> !option.isEmpty());
        return Server.java(Stream.of(aot, options, Stream.of("-jar", jar.toString()))
                .flatMap(words -> words)
                .toList());
    }
}
