package org.aitbc.payment.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.payment.ledger.Batch.Held;
import org.aitbc.servicetest.simulation.Stopped;

/** A transaction over a connection that may break: then it is rolled back, but for a commit that was under way. */
final class SimulatedTransaction implements LedgerStore {

    private final LedgerWorld world;
    private final String service;
    private final StoreModel.Transaction tables;
    private boolean committing;

    SimulatedTransaction(LedgerWorld world, String service) {
        this.world = world;
        this.service = service;
        this.tables = world.store.begin();
    }

    @Override
    public Head lockHead() throws SQLException {
        world.turn.take(this);
        return world.database.call(service + " head", tables::lockHead);
    }

    @Override
    public Map<UUID, Written> written(List<UUID> postings) throws SQLException {
        return world.database.call(service + " written", () -> tables.written(postings));
    }

    @Override
    public Map<UUID, Held> holds(List<UUID> ids) throws SQLException {
        return world.database.call(service + " holds", () -> tables.holds(ids));
    }

    @Override
    public Map<Account, Opened> accounts(List<Account> accounts) throws SQLException {
        return world.database.call(service + " accounts", () -> tables.accounts(accounts));
    }

    @Override
    public Map<Account, SpendLimit> limits(List<Account> accounts) throws SQLException {
        return world.database.call(service + " limits", () -> tables.limits(accounts));
    }

    @Override
    public void open(Map<Account, UUID> ids) throws SQLException {
        world.database.call(service + " open", () -> {
            tables.open(ids);
            return ids.size();
        });
    }

    @Override
    public void write(Batch batch) throws SQLException {
        world.database.call(service + " write", () -> {
            tables.write(batch);
            return batch.written().size();
        });
    }

    void commit() throws SQLException {
        committing = true;
        try {
            world.database.call(service + " commit", this::committed, () -> committing = false);
        } catch (Stopped died) {
            committing = false;
            throw died;
        }
    }

    /** Where its commit may still come it keeps its turn until then; of a client that died nothing comes. */
    void end() {
        if (!committing) {
            world.turn.leave(this);
        }
    }

    private boolean committed() {
        if (!world.turn.isOf(this)) {
            return false;
        }
        Batch batch = tables.commit();
        world.turn.leave(this);
        if (batch != null) {
            world.truth.committed(batch);
        }
        return true;
    }
}
