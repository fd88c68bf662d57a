package org.aitbc.bench.jobs;

import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.bench.report.Durations;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of measurements of jobs. */
final class JobOptions {

    @Mixin
    SuiteOptions suite = new SuiteOptions();

    @Mixin
    Durations durations = new Durations();

    @Option(
            names = "--connections",
            defaultValue = "64",
            description = "Clients with three calls a job, and as many workers (${DEFAULT-VALUE}).")
    int connections;

    @Option(
            names = "--batched-connections",
            defaultValue = "8",
            description = "Clients with 100 jobs a call, and as many workers (${DEFAULT-VALUE}).")
    int batchedConnections;

    @Option(
            names = "--parked",
            defaultValue = "1000",
            description = "Polls waiting while wake-up is measured (${DEFAULT-VALUE}).")
    int parked;
}
