package org.aitbc.bench.jobs;

import java.util.concurrent.Callable;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The job path through the gateway. */
@Command(name = "jobs", description = "Jobs a second and submit-to-worker latency, through the gateway.")
public final class JobsBench implements Callable<Integer> {

    @Mixin
    private JobOptions options = new JobOptions();

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.create()) {
            JobContests contests = new JobContests(options, new Report(), folder);
            contests.run(contests::alone);
        }
        return 0;
    }
}
