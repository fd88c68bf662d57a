package org.aitbc.market.sweep;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.aitbc.domain.error.DomainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/** Does what time brings. What cannot be done now is due again at the next sweep, and keeps nothing else from its turn. */
public final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private Sweep() {}

    /** @param what the work, in the plural, as the log names it */
    public static void run(String what, Runnable work) {
        try {
            work.run();
        } catch (DomainException | DataAccessException | TransactionException later) {
            LOG.warn("{} wait: {}", what, later.getMessage());
        }
    }

    /**
     * Has each that is due take its turn; where the database is away, all wait.
     *
     * @param what one of them, as the log names it
     */
    public static <T> void each(String what, Supplier<? extends Iterable<T>> due, Consumer<T> turn) {
        run("all of " + what, () -> due.get().forEach(one -> take(what, one, turn)));
    }

    private static <T> void take(String what, T one, Consumer<T> turn) {
        try {
            turn.accept(one);
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException away) {
            throw away;
        } catch (DomainException | DataAccessException | TransactionException later) {
            LOG.warn("{} {} waits: {}", what, one, later.getMessage());
        }
    }
}
