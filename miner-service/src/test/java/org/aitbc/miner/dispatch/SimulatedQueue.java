package org.aitbc.miner.dispatch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.QueueModel.Running;
import org.aitbc.miner.dispatch.QueueModel.Wish;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.CircuitBreakers.Shared;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseTable;

/** The queue as an instance of the service sees it through a connection that may break. */
final class SimulatedQueue implements JobQueue {

    private final World world;
    private final SimulatedService service;

    SimulatedQueue(World world, SimulatedService service) {
        this.world = world;
        this.service = service;
    }

    @Override
    public Collection<Integer> classes() throws SQLException {
        return world.database.call(service.name() + " classes", world.tables::classes);
    }

    @Override
    public Map<Integer, Requirement> requirements(Set<Integer> classes) {
        return world.requirements(classes);
    }

    @Override
    public List<Reservation> reservations() throws SQLException {
        return world.database.call(service.name() + " reservations", world.bookings::read);
    }

    @Override
    public List<Shared> failing() throws SQLException {
        return world.database.call(service.name() + " failing miners", world.tables::failing);
    }

    @Override
    public void writeFailing(List<Shared> changed) throws SQLException {
        world.database.call(service.name() + " writes " + changed, () -> {
            world.tables.writeFailing(changed);
            return changed.size();
        });
    }

    @Override
    public List<Ready> read(Map<Integer, UUID> after, int most) throws SQLException {
        Map<Integer, UUID> asked = Map.copyOf(after);
        return world.database.call(
                service.name() + " read",
                () -> world.tables.read(asked, most).stream()
                        .map(one -> new Ready(
                                one.queue(),
                                one.id(),
                                one.failedBy(),
                                service.nanoTime() + one.notThereUntil() - world.databaseNanos()))
                        .toList());
    }

    @Override
    public List<Lease> take(List<Claim> claims) throws SQLException {
        List<Wish> wishes = claims.stream()
                .map(claim -> new Wish(
                        claim.row().queue(),
                        claim.row().id(),
                        claim.lease(),
                        claim.poll().miner().id(),
                        claim.slot(),
                        claim.kept()))
                .toList();
        world.truth.require(
                world.tables.leases.values().stream().noneMatch(service.claims()::doubts),
                service.name() + " claims while another claim is in doubt");
        service.claims().begin();
        List<Running> committed = new ArrayList<>();
        try {
            return world
                    .database
                    .call(service.name() + " claim", () -> {
                        List<Running> taken = world.tables.take(wishes);
                        world.truth.granted(service, taken);
                        committed.addAll(taken);
                        return taken;
                    })
                    .stream()
                    .map(world::lease)
                    .toList();
        } catch (SQLException e) {
            service.claims().unheard(committed);
            throw e;
        }
    }

    @Override
    public List<LeaseTable.Row> leasesOf(Collection<String> miners) throws SQLException {
        return world.database.call(
                service.name() + " leases of " + miners,
                () -> world.tables.rows().stream()
                        .filter(row -> miners.contains(row.minerId()))
                        .toList());
    }

    @Override
    public int undo(List<UUID> leases) throws SQLException {
        List<UUID> doubtful = List.copyOf(leases);
        return world.database.call(service.name() + " undo", () -> {
            List<Running> gone = world.tables.undo(doubtful);
            world.truth.undone(gone);
            return gone.size();
        });
    }
}
