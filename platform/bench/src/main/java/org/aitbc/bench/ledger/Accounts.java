package org.aitbc.bench.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting.Transfer;

/** The accounts of all scenarios, alike in both books. */
final class Accounts {

    private static final BigDecimal PLENTY = BigDecimal.valueOf(1_000_000_000);

    private Accounts() {}

    /** Opens them with more than a run can spend. */
    static void open(Database database) throws SQLException {
        List<Transfer> deposits = Scenario.accounts().stream()
                .map(account -> new Transfer(Account.external(Currency.AITBC), account, PLENTY))
                .toList();
        try (SuiteLedger ledger = new SuiteLedger(database)) {
            ledger.carryOut(new Order(Ids.next(), deposits));
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(RowLocks.TABLES);
        }
    }

    static Map<Account, UUID> ids(Connection connection) throws SQLException {
        Map<Account, UUID> ids = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select owner, currency, kind, id from usual.account")) {
            while (row.next()) {
                Account account = new Account(
                        row.getString(1), Currency.valueOf(row.getString(2)), Account.Kind.of(row.getString(3)));
                ids.put(account, row.getObject(4, UUID.class));
            }
        }
        return ids;
    }
}
