package org.aitbc.miner.lease;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is asked of the leases in the database beside claims and results. The table decides, by the database's clock. */
public interface LeaseTable {

    /**
     * An open lease, as far as the memory of busy miners needs it.
     *
     * @param slot which of the jobs that the miner runs at once it is; -1 where it is none of them
     */
    record Row(UUID jobId, UUID id, String minerId, int slot) {

        /** What {@link #of} reads. */
        public static final String COLUMNS = "job_id, id, miner_id, coalesce(slot, -1)";

        public static Row of(ResultSet row, int ignored) throws SQLException {
            return new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3), row.getInt(4));
        }
    }

    /**
     * A lease that was ended.
     *
     * @param queuedIn the class in which its job waits again; empty where the job has ended
     */
    record Ended(UUID jobId, UUID leaseId, String minerId, Optional<Integer> queuedIn) {}

    /** The lease of a job as it is now. */
    Optional<Lease> load(UUID jobId);

    /** All open leases. */
    List<Row> all();

    /** Ends each lapsed lease, and all leases of these miners except for the jobs that are kept. */
    List<Ended> end(Collection<String> miners, Collection<UUID> kept);

    /**
     * Ends these leases for no fault of their jobs or miners: the jobs wait again, whatever attempts they have had, and this
     * one does not count.
     *
     * @param why as their clients are told
     */
    List<Ended> giveBack(Collection<UUID> leases, String why);

    /**
     * The miners that were heard of too long ago; they are offline from now on. One that says nothing while it works is there
     * as long as it holds a lease.
     */
    List<String> fallenSilent();

    /** Ends queued jobs that are past their end. */
    void expireQueued();
}
