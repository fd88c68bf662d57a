package org.aitbc.payment.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Batch.Held;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.starter.batch.Columns;

/** The ledger in the schema {@code payment}, on a connection whose transaction is the caller's. */
final class LedgerTables implements LedgerStore {

    private static final String LOCK =
            "select seq, encode(hash, 'hex'), date_trunc('microseconds', clock_timestamp()) from payment.head for update";

    private static final String WRITTEN = "select id, encode(digest, 'hex'), at from payment.posting where id = any(?)";

    private static final String HOLDS = """
            select h.id, h.amount, h.state, f.owner, f.currency, f.kind, i.owner, i.kind, h.at, h.posted
            from payment.hold h join payment.account f on f.id = h.account join payment.account i on i.id = h.held_in
            where h.id = any(?)""";

    private static final String ACCOUNTS = """
            select a.owner, a.currency, a.kind, a.id, a.balance
            from unnest(?::text[], ?::text[], ?::text[]) as i(owner, currency, kind)
            join payment.account a using (owner, currency, kind)""";

    private static final String LIMITS = """
            select l.owner, l.currency, l.per_job, l.per_day, l.total, l.spent, l.since, l.day, l.day_spent
            from unnest(?::text[], ?::text[]) as i(owner, currency) join core.spend_limit l using (owner, currency)""";
    private static final String OPEN = """
            insert into payment.account (id, owner, currency, kind)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])""";

    private final Connection connection;

    LedgerTables(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Head lockHead() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Head(
                    row.getLong(1), row.getString(2), row.getTimestamp(3).toInstant());
        }
    }

    @Override
    public Map<UUID, Written> written(List<UUID> postings) throws SQLException {
        Map<UUID, Written> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
            Columns.set(statement, 1, "uuid", postings, id -> id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getObject(1, UUID.class),
                            new Written(rows.getString(2), rows.getTimestamp(3).toInstant()));
                }
            }
        }
        return found;
    }

    @Override
    public Map<UUID, Held> holds(List<UUID> ids) throws SQLException {
        Map<UUID, Held> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(HOLDS)) {
            Columns.set(statement, 1, "uuid", ids, id -> id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    UUID id = row.getObject(1, UUID.class);
                    Currency currency = Currency.valueOf(row.getString(5));
                    String state = row.getString(3);
                    found.put(
                            id,
                            new Held(
                                    id,
                                    new Account(row.getString(4), currency, Account.Kind.of(row.getString(6))),
                                    new Account(row.getString(7), currency, Account.Kind.of(row.getString(8))),
                                    row.getBigDecimal(2),
                                    state.equals("pending") ? null : Resolution.valueOf(state.toUpperCase(Locale.ROOT)),
                                    row.getBigDecimal(10),
                                    null,
                                    row.getTimestamp(9).toInstant(),
                                    false));
                }
            }
        }
        return found;
    }

    @Override
    public Map<Account, Opened> accounts(List<Account> accounts) throws SQLException {
        Map<Account, Opened> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS)) {
            set(statement, 1, accounts);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Account account = new Account(
                            row.getString(1), Currency.valueOf(row.getString(2)), Account.Kind.of(row.getString(3)));
                    found.put(account, new Opened(row.getObject(4, UUID.class), row.getBigDecimal(5)));
                }
            }
        }
        return found;
    }

    @Override
    public Map<Account, SpendLimit> limits(List<Account> accounts) throws SQLException {
        Map<Account, SpendLimit> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LIMITS)) {
            Columns.set(statement, 1, "text", accounts, Account::owner);
            Columns.set(
                    statement,
                    2,
                    "text",
                    accounts,
                    account -> account.currency().name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(
                            Account.available(row.getString(1), Currency.valueOf(row.getString(2))),
                            new SpendLimit(
                                    row.getBigDecimal(3),
                                    row.getBigDecimal(4),
                                    row.getBigDecimal(5),
                                    row.getBigDecimal(6),
                                    row.getTimestamp(7).toInstant(),
                                    row.getObject(8, LocalDate.class),
                                    row.getBigDecimal(9)));
                }
            }
        }
        return found;
    }

    @Override
    public void open(Map<Account, UUID> ids) throws SQLException {
        List<Account> accounts = List.copyOf(ids.keySet());
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            Columns.set(statement, 1, "uuid", accounts, ids::get);
            set(statement, 2, accounts);
            statement.executeUpdate();
        }
    }

    @Override
    public void write(Batch batch) throws SQLException {
        LedgerWrite.run(connection, batch);
    }

    private static void set(PreparedStatement statement, int from, List<Account> accounts) throws SQLException {
        Columns.set(statement, from, "text", accounts, Account::owner);
        Columns.set(
                statement,
                from + 1,
                "text",
                accounts,
                account -> account.currency().name());
        Columns.set(
                statement, from + 2, "text", accounts, account -> account.kind().text());
    }
}
