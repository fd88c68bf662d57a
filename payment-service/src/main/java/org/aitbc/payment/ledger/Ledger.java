package org.aitbc.payment.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.starter.database.DedicatedConnection.Work;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one place where money moves. Each posting is all or nothing and happens once; in every currency the entries of a
 * posting add up to zero, and no balance but the outside world's goes below zero.
 *
 * <p>Writers take turns: the head of the ledger is locked until their transaction ends. So post as the last thing in a
 * transaction, and post much at once; what comes one by one over HTTP goes through {@link LedgerWriter}.
 */
@Component
public class Ledger {

    private final DataSource dataSource;

    Ledger(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Writes one posting in the current transaction.
     *
     * @throws org.aitbc.domain.error.PaymentRequired when a balance does not cover it
     * @throws org.aitbc.domain.error.Conflict when a hold was resolved before, or is too small
     * @throws Invalid when the id was used for another posting
     */
    public Result post(Posting posting) {
        Result result = post(List.of(posting)).getFirst();
        result.orThrow();
        return result;
    }

    /** Writes postings in the current transaction, each for itself; what each came to, in the same order. */
    public List<Result> post(List<Posting> postings) {
        return here(connection -> apply(connection, postings));
    }

    /** Makes other writers wait until the current transaction ends, so that balances stay as they are read. */
    public void lock() {
        here(connection -> {
            lock(connection);
            return true;
        });
    }

    private <T> T here(Work<T> work) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("money moves in a transaction only");
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new SQLErrorCodeSQLExceptionTranslator(dataSource).translate("ledger", null, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** Makes other writers of the ledger wait until this transaction ends. */
    public static void lock(Connection connection) throws SQLException {
        new LedgerTables(connection).lockHead();
    }

    /** The same on a connection whose transaction is the caller's. */
    public static List<Result> apply(Connection connection, List<Posting> postings) throws SQLException {
        return new LedgerTurn(new LedgerTables(connection), Ids::next).take(postings);
    }
}
