package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Batch.Held;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.aitbc.starter.batch.Columns;

/** What the ledger reads before it writes. Everything but {@link #lockHead} relies on the head being locked. */
final class LedgerTables {

    private static final String LOCK =
            "select seq, encode(hash, 'hex'), date_trunc('microseconds', clock_timestamp()) from payment.head for update";

    private static final String WRITTEN = "select id, encode(digest, 'hex'), at from payment.posting where id = any(?)";

    private static final String HOLDS = """
            select h.id, h.amount, h.state, f.owner, f.currency, f.kind, i.owner, i.kind
            from payment.hold h join payment.account f on f.id = h.account join payment.account i on i.id = h.held_in
            where h.id = any(?)""";

    private static final String ACCOUNTS = """
            select a.owner, a.currency, a.kind, a.id, a.balance
            from unnest(?::text[], ?::text[], ?::text[]) as i(owner, currency, kind)
            join payment.account a using (owner, currency, kind)""";

    private static final String OPEN = """
            insert into payment.account (id, owner, currency, kind)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])""";

    record Head(long seq, String hash, Instant now) {}

    /** A posting that is in the ledger. */
    record Written(String digest, Instant at) {}

    private final Connection connection;

    LedgerTables(Connection connection) {
        this.connection = connection;
    }

    Head lockHead() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Head(
                    row.getLong(1), row.getString(2), row.getTimestamp(3).toInstant());
        }
    }

    Map<UUID, Written> written(List<Posting> postings) throws SQLException {
        Map<UUID, Written> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
            Columns.set(statement, 1, "uuid", postings, Posting::id);
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

    /** A batch on the accounts and holds that these postings are about; accounts that are new are opened. */
    Batch read(List<Posting> postings, Head head) throws SQLException {
        Map<UUID, Held> holds = holds(postings);
        Set<Account> accounts = new LinkedHashSet<>();
        postings.forEach(posting -> posting.steps().forEach(step -> {
            switch (step) {
                case Transfer transfer -> accounts.addAll(List.of(transfer.from(), transfer.to()));
                case Hold hold -> accounts.addAll(List.of(hold.from(), hold.into()));
                case Resolve resolve -> resolve.shares().stream().map(Share::to).forEach(accounts::add);
            }
        }));
        holds.values().forEach(hold -> accounts.addAll(List.of(hold.from(), hold.heldIn())));
        Map<Account, UUID> ids = new HashMap<>();
        Map<Account, BigDecimal> balances = new HashMap<>();
        find(List.copyOf(accounts), ids, balances);
        open(accounts.stream().filter(account -> !ids.containsKey(account)).toList(), ids, balances);
        return new Batch(head.now(), new Chain(head.seq(), head.hash()), ids, balances, holds);
    }

    private Map<UUID, Held> holds(List<Posting> postings) throws SQLException {
        List<UUID> named = postings.stream()
                .flatMap(posting -> posting.steps().stream())
                .flatMap(step -> switch (step) {
                    case Hold hold -> Stream.of(hold.id());
                    case Resolve resolve -> Stream.of(resolve.hold());
                    case Transfer _ -> Stream.<UUID>empty();
                })
                .toList();
        Map<UUID, Held> found = new HashMap<>();
        if (named.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = connection.prepareStatement(HOLDS)) {
            Columns.set(statement, 1, "uuid", named, id -> id);
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
                                    Amounts.ZERO,
                                    null,
                                    false));
                }
            }
        }
        return found;
    }

    private void find(List<Account> accounts, Map<Account, UUID> ids, Map<Account, BigDecimal> balances)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS)) {
            set(statement, 1, accounts);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Account account = new Account(
                            row.getString(1), Currency.valueOf(row.getString(2)), Account.Kind.of(row.getString(3)));
                    ids.put(account, row.getObject(4, UUID.class));
                    balances.put(account, row.getBigDecimal(5));
                }
            }
        }
    }

    private void open(List<Account> accounts, Map<Account, UUID> ids, Map<Account, BigDecimal> balances)
            throws SQLException {
        if (accounts.isEmpty()) {
            return;
        }
        accounts.forEach(account -> {
            ids.put(account, Ids.next());
            balances.put(account, Amounts.ZERO);
        });
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            Columns.set(statement, 1, "uuid", accounts, ids::get);
            set(statement, 2, accounts);
            statement.executeUpdate();
        }
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
