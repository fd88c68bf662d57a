package org.aitbc.miner.lease;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.miner.lease.LeaseTable.Ended;
import org.aitbc.starter.wake.Notifications;
import org.springframework.stereotype.Component;

/**
 * How leases end without a result: the job is queued again while it has attempts left, and has failed otherwise, as it has
 * when its lease lapsed because its money was used up.
 */
@Component
public class LeaseEnds {

    private final LeaseTable table;
    private final Leases leases;
    private final CircuitBreakers breakers;
    private final Notifications notifications;

    LeaseEnds(LeaseTable table, Leases leases, CircuitBreakers breakers, Notifications notifications) {
        this.table = table;
        this.leases = leases;
        this.breakers = breakers;
        this.notifications = notifications;
    }

    /** Ends each lapsed lease, and all leases of these miners except for the jobs that are kept. */
    public void end(Collection<String> miners, Collection<UUID> kept) {
        List<Ended> ended = table.end(miners, kept);
        // a crash is one failure, however many jobs it cost
        ended.stream()
                .filter(one -> one.queuedIn().isPresent())
                .map(Ended::minerId)
                .distinct()
                .forEach(breakers::failed);
        told(leases.ended(ended));
    }

    /** Takes jobs from miners that may not keep them; they wait again, and this attempt does not count. */
    public void giveBack(Collection<UUID> leaseIds, String why) {
        told(leases.ended(table.giveBack(leaseIds, why)));
    }

    private void told(Map<Integer, UUID> queued) {
        if (!queued.isEmpty()) {
            notifications.tell(queued);
        }
    }
}
