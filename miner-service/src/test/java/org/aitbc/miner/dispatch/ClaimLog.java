package org.aitbc.miner.dispatch;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.aitbc.miner.dispatch.QueueModel.Running;
import org.aitbc.miner.dispatch.QueueModel.Wish;
import org.aitbc.miner.lease.Lease;

/** What an instance can know of its own claims; one that is committed after its connection broke is not among them. */
final class ClaimLog {

    private final Set<UUID> granted = new HashSet<>();
    private final Set<UUID> underWay = new HashSet<>();
    private final Set<UUID> doubtful = new HashSet<>();

    void begin(Collection<Wish> wishes) {
        doubtful.clear();
        wishes.forEach(wish -> underWay.add(wish.lease()));
    }

    /** The answer was lost after the commit. */
    void unheard(Collection<Running> committed) {
        committed.forEach(one -> doubtful.add(one.lease()));
    }

    void end(Collection<Lease> answered) {
        answered.forEach(lease -> granted.add(lease.id()));
        underWay.clear();
    }

    /** Whether the instance holds it for granted, or is about to. */
    boolean counts(Running lease) {
        return granted.contains(lease.lease()) || underWay.contains(lease.lease());
    }

    boolean doubts(Running lease) {
        return doubtful.contains(lease.lease());
    }
}
