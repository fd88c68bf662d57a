package org.aitbc.bench.jobs;

import java.util.Map;
import java.util.concurrent.Callable;
import org.aitbc.bench.peers.ConductorOss;
import org.aitbc.bench.peers.GraphileWorker;
import org.aitbc.bench.peers.PeerOptions;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Report;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Jobs through the suite's gateway beside the job queues that people would use instead. */
@Command(name = "compare", description = "Jobs through the gateway beside graphile-worker and Conductor OSS.")
public final class CompareBench implements Callable<Integer> {

    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private PeerOptions peers = new PeerOptions();

    @Override
    public Integer call() throws Exception {
        GraphileWorker.install(peers.folder());
        try (WorkFolder folder = WorkFolder.create();
                EmbeddedPostgres postgres = folder.postgres(Map.of());
                GraphileWorker graphile = GraphileWorker.start(peers.folder(), postgres, folder);
                ConductorOss conductor = ConductorOss.launch(peers.folder(), postgres, folder)) {
            var _ = conductor.awaitReady();
            conductor.connect(postgres, options.connections);
            JobContests contests = new JobContests(options, new Report(), folder);
            contests.run(suite -> contests.beside(suite, graphile, conductor));
        }
        return 0;
    }
}
