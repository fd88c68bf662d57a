package org.aitbc.standalone.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a suite is asked to be.
 *
 * @param port the gateway's
 * @param data holds everything the suite keeps
 * @param databasePort PostgreSQL's, or 0 for a free one
 * @param workers how many worker processes run beside it
 * @param workerArguments further arguments for each worker
 * @param chain whether it has a chain of its own, where there is a program to run it with
 * @param separate whether each service runs in a JVM of its own instead of this one
 * @param serviceOptions the options of these JVMs
 * @param properties set for every service, above its own configuration; {@code SERVICE/NAME} is for one
 */
public record SuiteOptions(
        int port,
        Path data,
        int databasePort,
        int workers,
        List<String> workerArguments,
        boolean chain,
        boolean separate,
        List<String> serviceOptions,
        Map<String, String> properties) {

    public SuiteOptions {
        data = data.toAbsolutePath().normalize();
        workerArguments = List.copyOf(workerArguments);
        serviceOptions = List.copyOf(serviceOptions);
        properties = Map.copyOf(properties);
    }
}
