package org.aitbc.standalone.suite;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.aitbc.standalone.machine.Backoff;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.machine.ProcessSpec;
import org.aitbc.standalone.machine.SupervisedProcess;

/** Each service in a JVM of its own, which is started again when it dies. */
final class Processes extends Services<SupervisedProcess> {

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(20));
    private static final Duration UP_WITHIN = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Map<String, String> properties;
    private final List<String> javaOptions;
    private final DataFolder data;

    Processes(Map<String, String> properties, List<String> javaOptions, DataFolder data, Consumer<String> progress) {
        super(progress);
        this.properties = properties;
        this.javaOptions = javaOptions;
        this.data = data;
    }

    /** Services end with their suite, except one that is stopped: it would still hold its port. */
    static void endLeftOver(DataFolder data, List<SuiteService> services) {
        services.forEach(service -> SupervisedProcess.endLeftOver(data.pid(service), mark(data, service)));
    }

    @Override
    void launch(SuiteService service) {
        SupervisedProcess process = SupervisedProcess.start(command(service), data.pid(service));
        keep(process);
        awaitUp(service, process);
    }

    @Override
    void end(SupervisedProcess service) {
        service.close();
    }

    private ProcessSpec command(SuiteService service) {
        // exec keeps what is ignored: Ctrl-C and a closed terminal reach every process there, but the suite ends these
        List<String> words = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "trap '' INT HUP; exec \"$@\"",
                service.name(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(javaOptions);
        words.addAll(cache());
        words.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ServiceMain.class.getName(),
                service.application().getName(),
                mark(data, service)));
        return ProcessSpec.of(
                service.name(),
                words,
                mark(data, service),
                data.logs().resolve(service.name() + ".out"),
                ServiceMain.input(service.arguments(properties)),
                BACKOFF);
    }

    /** Where this JVM starts from what another has learnt, so do they. */
    private static List<String> cache() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:AOTCache=") || option.startsWith("-Xlog:aot"))
                .toList();
    }

    private static String mark(DataFolder data, SuiteService service) {
        return data.log(service).toString();
    }

    private void awaitUp(SuiteService service, SupervisedProcess process) {
        int port = Integer.parseInt(properties.getOrDefault(service.portVariable(), ""));
        for (long end = System.nanoTime() + UP_WITHIN.toNanos(); System.nanoTime() < end; pause()) {
            if (process.hasDied()) {
                break;
            }
            if (Ports.answers(port)) {
                return;
            }
        }
        throw new IllegalStateException(
                "%s did not come up, see its .out and .log in %s".formatted(service.name(), data.logs()));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
