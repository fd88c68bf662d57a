package org.aitbc.miner.dispatch;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.aitbc.miner.dispatch.QueueModel.Running;

/** The leases of an instance's last claim that it has not heard of, since the answer was lost after the commit. */
final class ClaimLog {

    private final Set<UUID> doubtful = new HashSet<>();

    void begin() {
        doubtful.clear();
    }

    void unheard(Collection<Running> committed) {
        committed.forEach(one -> doubtful.add(one.lease()));
    }

    boolean doubts(Running lease) {
        return doubtful.contains(lease.lease());
    }
}
