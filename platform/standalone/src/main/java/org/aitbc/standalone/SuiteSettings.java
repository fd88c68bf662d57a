package org.aitbc.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.suite.SuiteOptions;
import picocli.CommandLine.Option;

/** What can be said about a suite on the command line. */
final class SuiteSettings {

    @Option(
            names = "--port",
            defaultValue = "${env:AITBC_GATEWAY_PORT:-8080}",
            description = "The gateway's port (${DEFAULT-VALUE}); 0 chooses a free one.")
    private int port;

    @Option(
            names = "--data",
            defaultValue = "${env:AITBC_DATA:-.aitbc}",
            description = "The folder that keeps database, keys and logs (${DEFAULT-VALUE}).")
    private Path data = Path.of(".aitbc");

    @Option(names = "--db-port", defaultValue = "0", description = "PostgreSQL's port; 0 chooses a free one.")
    private int databasePort;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "A property for every service, such as aitbc.lease.duration=30s; SERVICE/NAME=VALUE is for one.")
    private Map<String, String> properties = new HashMap<>();

    @Option(
            names = "--worker-arg",
            paramLabel = "ARGUMENT",
            description = "A further argument for each worker, such as --allow-command.")
    private List<String> workerArguments = List.of();

    @Option(
            names = "--without-chain",
            description = "Do not run a chain, though there is a program for it (AITBC_ANVIL, or .aitbc/chain/anvil).")
    private boolean withoutChain;

    @Option(
            names = "--separate",
            description = "Run each service in a JVM of its own; its process id is in run/ of the data folder.")
    private boolean separate;

    @Option(
            names = "--service-opts",
            paramLabel = "OPTIONS",
            split = " ",
            defaultValue =
                    "${env:AITBC_SERVICE_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx384m -XX:+ExitOnOutOfMemoryError}",
            description = "With --separate, the Java options of each service (${DEFAULT-VALUE}).")
    private List<String> serviceOptions = List.of();

    @Option(names = "--verbose", description = "Show what is logged, except by services that run apart.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    SuiteOptions withWorkers(int workers) {
        List<String> options =
                serviceOptions.stream().filter(option -> !option.isBlank()).toList();
        return new SuiteOptions(
                port == 0 ? Ports.free() : port,
                data,
                databasePort,
                workers,
                workerArguments,
                !withoutChain,
                separate,
                options,
                properties);
    }
}
