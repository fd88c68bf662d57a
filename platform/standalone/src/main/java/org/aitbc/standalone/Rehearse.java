package org.aitbc.standalone;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.aitbc.standalone.demo.DevelopmentFunds;
import org.aitbc.standalone.demo.JobClient;
import org.aitbc.standalone.suite.DataFolder;
import org.aitbc.standalone.suite.Suite;
import org.aitbc.standalone.suite.SuiteKeys;
import org.aitbc.standalone.suite.SuiteLog;
import org.aitbc.standalone.suite.SuiteOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The run that a JVM learns from for the starts to come ({@code -XX:AOTCacheOutput}). */
@Command(name = "rehearse", hidden = true, description = "Start the suite, use it once, and end.")
final class Rehearse implements Callable<Integer> {

    @Mixin
    private SuiteSettings settings = new SuiteSettings();

    @Override
    public Integer call() throws IOException, InterruptedException {
        SuiteOptions options = settings.withWorkers(0);
        SuiteLog.to(new DataFolder(options.data()).log().toString());
        try (Suite suite = new Suite(options, line -> System.out.println(line))) {
            SuiteKeys keys = suite.start();
            suite.awaitComplete();
            DevelopmentFunds.give(suite.url(), keys);
            try (JobClient client = new JobClient(suite.url(), keys.client())) {
                String job = client.submit(job()).path("job_id").stringValue();
                client.post("/v1/jobs/" + job + "/cancel");
                client.get("/v1/jobs/" + job);
            }
        }
        return 0;
    }

    private static ObjectNode job() {
        ObjectNode job = JsonMapper.shared().createObjectNode();
        job.putObject("payload").put("type", "embedding").put("text", "once");
        return job;
    }
}
