package org.aitbc.miner.heartbeat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aitbc.miner.heartbeat.Beat.Renewal;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.starter.database.DedicatedConnections;
import org.jspecify.annotations.Nullable;

/** The service's own statement that renews leases, for tests of other packages. */
public final class RealBeats {

    private final Beats beats;

    public RealBeats(LeaseSettings settings, DedicatedConnections connections) {
        beats = new Beats(settings, connections, new SimpleMeterRegistry());
    }

    /** The job, where its lease still holds. */
    public Set<UUID> renew(String miner, UUID job, @Nullable UUID lease, @Nullable Integer attempt, boolean listed) {
        Renewal renewal = new Renewal(job, lease, attempt, null, null, null, null);
        return beats.write(new Beat(miner, null, null, null, listed, List.of(renewal)))
                .renewed();
    }
}
