package org.aitbc.miner.dispatch;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.CircuitBreakers.Shared;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseTable;

/** The operations of dispatch on the queue in the database. After an exception the outcome is unknown. */
interface JobQueue {

    /** The classes that have waiting jobs. */
    Collection<Integer> classes() throws SQLException;

    /** What the jobs of these classes need; without those that there are not. */
    Map<Integer, Requirement> requirements(Set<Integer> classes) throws SQLException;

    /** The booked time that runs, or will before the next look. */
    List<Reservation> reservations() throws SQLException;

    /** The miners that keep failing, as all instances know. */
    List<Shared> failing() throws SQLException;

    /** Tells other instances of these. */
    void writeFailing(List<Shared> changed) throws SQLException;

    /**
     * The next waiting jobs, oldest first.
     *
     * @param after per class, the last id that was read
     * @param most of each class
     */
    List<Ready> read(Map<Integer, UUID> after, int most) throws SQLException;

    /** Those of the claims that were granted, in the order of the queue. */
    List<Lease> take(List<Claim> claims) throws SQLException;

    /** The open leases of these miners. */
    List<LeaseTable.Row> leasesOf(Collection<String> miners) throws SQLException;

    /** Puts jobs back whose miners will never hear of their lease, because the answer to {@link #take} was lost; how many. */
    int undo(List<UUID> leases) throws SQLException;
}
