package org.aitbc.starter.schedule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.aitbc.domain.error.DomainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what time brings, on one replica of a service at a time. What cannot be done now is due again at the next sweep, and
 * keeps nothing else from its turn. A replica that loses its session in the middle of a sweep may finish it while the next one
 * leads, so a turn locks its row and looks again.
 */
public final class Sweeps {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);

    private final Leadership leadership;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    Sweeps(Leadership leadership, TransactionTemplate transactions, MeterRegistry meters) {
        this.leadership = leadership;
        this.transactions = transactions;
        this.meters = meters;
    }

    /**
     * Gives each that is due its turn, in a transaction of its own; while the database is away, all wait.
     *
     * @param sweep what it is about, in the singular: its name among the service's sweeps, in the log and in
     *     {@code aitbc.sweep.turns}
     */
    public <T> void each(String sweep, Supplier<? extends Iterable<T>> due, Consumer<T> turn) {
        eachOutside(sweep, due, one -> transactions.executeWithoutResult(_ -> turn.accept(one)));
    }

    /** The same for turns that ask other services, which no transaction waits for: they open their own. */
    public <T> void eachOutside(String sweep, Supplier<? extends Iterable<T>> due, Consumer<T> turn) {
        run(sweep, () -> due.get().forEach(one -> take(sweep, one, turn)));
    }

    /** Does what is done for all at once; where it cannot be done now, it is left for the next time. */
    public void run(String sweep, Runnable work) {
        try {
            if (leadership.holds(sweep)) {
                work.run();
            }
            waiting.remove(sweep);
        } catch (SQLException | DomainException | DataAccessException | TransactionException later) {
            if (waiting.add(sweep)) {
                LOG.warn("sweep {} waits: {}", sweep, later.getMessage());
            }
        }
    }

    private <T> void take(String sweep, T one, Consumer<T> turn) {
        try {
            turn.accept(one);
            LOG.debug("{} {} had its turn", sweep, one);
            count(sweep, "done");
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException away) {
            throw away;
        } catch (DomainException | DataAccessException | TransactionException later) {
            LOG.warn("{} {} waits: {}", sweep, one, later.getMessage());
            count(sweep, "put_off");
        } catch (RuntimeException failure) {
            LOG.error("{} {} failed", sweep, one, failure);
            count(sweep, "failed");
        }
    }

    private void count(String sweep, String outcome) {
        Counter.builder("aitbc.sweep.turns")
                .description("Rows that sweeps worked on")
                .tags("sweep", sweep, "outcome", outcome)
                .register(meters)
                .increment();
    }
}
