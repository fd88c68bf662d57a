package org.aitbc.miner.dispatch;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseTable;
import org.springframework.dao.DataAccessResourceFailureException;

/** The leases as an instance of the service sees them through connections that may break. */
final class SimulatedLeases implements LeaseTable {

    private final World world;
    private final String service;

    SimulatedLeases(World world, String service) {
        this.world = world;
        this.service = service;
    }

    @Override
    public Optional<Lease> load(UUID jobId) {
        return call(
                "load",
                () -> Optional.ofNullable(world.tables.leases.get(jobId)).map(world::lease));
    }

    @Override
    public List<Row> all() {
        return call("all leases", world.tables::rows);
    }

    @Override
    public List<Ended> end(Collection<String> miners, Collection<UUID> kept) {
        return call("end leases of " + miners, () -> world.tables.end(miners, kept));
    }

    @Override
    public List<Ended> giveBack(Collection<UUID> leases, String why) {
        return call("give back " + leases, () -> {
            List<Ended> gone = world.tables.giveBack(leases);
            gone.forEach(one -> world.truth.excused(one.leaseId()));
            return gone;
        });
    }

    @Override
    public List<String> fallenSilent() {
        return call("silent", world.tables::fallenSilent);
    }

    @Override
    public void expireQueued() {
        call("expire", world.tables::expireQueued);
    }

    private <T> T call(String what, Supplier<T> statement) {
        try {
            return world.database.call(service + " " + what, statement);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("away", e);
        }
    }
}
