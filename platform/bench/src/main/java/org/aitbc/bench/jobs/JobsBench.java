package org.aitbc.bench.jobs;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.bench.process.SuiteProcess;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The job path through the gateway. */
@Command(name = "jobs", description = "Jobs a second and submit-to-worker latency, through the gateway.")
public final class JobsBench implements Callable<Integer> {

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--beside",
            description = "Another runnable suite, such as that of an older commit, to compare with.")
    private @Nullable Path beside;

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.create()) {
            JobContests contests = new JobContests(options, new Report(), folder);
            Path other = beside;
            if (other == null) {
                contests.run(contests::alone);
            } else {
                compare(contests, other, folder);
            }
        }
        return 0;
    }

    private static void compare(JobContests contests, Path jar, WorkFolder folder) throws Exception {
        try (SuiteProcess process =
                        SuiteProcess.start(jar, folder.path().resolve("other"), SuiteOptions.NO_RATE_LIMITS);
                SuiteJobs other = new SuiteJobs(process)) {
            contests.run(suite -> contests.beside(suite, other));
        }
    }
}
