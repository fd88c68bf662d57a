package org.aitbc.miner.results;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobState;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.results.LeaseCloser.End;
import org.aitbc.starter.database.DedicatedConnections;
import org.jspecify.annotations.Nullable;

/** The service's own statement that ends leases, for tests of other packages. */
public final class RealCloser {

    private final LeaseCloser closer;

    public RealCloser(LeaseSettings settings, DedicatedConnections connections) {
        closer = new LeaseCloser(settings, connections, new SimpleMeterRegistry());
    }

    /** What became of the job; empty where the lease no longer held. */
    public Optional<JobState> close(
            UUID job,
            UUID lease,
            String miner,
            JobState state,
            @Nullable String errorCode,
            boolean elsewhere,
            boolean refused) {
        boolean completed = state == JobState.COMPLETED;
        End end = new End(
                job,
                lease,
                miner,
                state,
                errorCode,
                null,
                null,
                completed ? Ids.next() : null,
                completed ? "{}" : null,
                elsewhere,
                refused);
        return Optional.ofNullable(closer.close(List.of(end)).getFirst().state());
    }
}
