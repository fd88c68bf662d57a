package org.aitbc.bench.chaos.check;

import java.sql.SQLException;
import java.sql.Statement;
import org.aitbc.bench.chaos.check.Books.Account;
import org.aitbc.bench.chaos.check.Books.Entry;
import org.aitbc.bench.chaos.check.Books.Head;
import org.aitbc.bench.chaos.check.Books.Hold;
import org.aitbc.bench.chaos.check.Books.Payment;
import org.aitbc.bench.chaos.check.Books.Posting;

/** Reads the money. Ids stay as PostgreSQL writes them, which is how the hashes of entries cover them. */
final class BookTables {

    private static final String PAYMENTS = """
        select id, job_id, payer, amount, currency, status, released, fee, refunded, payee, miner_id, settlement
        from core.payment\
        """;
    private static final String ENTRIES =
            "select seq, posting, account, amount, balance, at, encode(hash, 'hex') from payment.entry order by seq";

    private BookTables() {}

    static Books read(Statement statement) throws SQLException {
        return new Books(
                Tables.all(
                        statement,
                        PAYMENTS,
                        row -> new Payment(
                                Tables.text(row, 1),
                                Tables.id(row, 2),
                                Tables.text(row, 3),
                                row.getBigDecimal(4),
                                Tables.text(row, 5),
                                Tables.text(row, 6),
                                row.getBigDecimal(7),
                                row.getBigDecimal(8),
                                row.getBigDecimal(9),
                                row.getString(10),
                                row.getString(11),
                                row.getString(12))),
                Tables.all(
                        statement,
                        "select id, held_in, amount, state, posted, resolved_by from payment.hold",
                        row -> new Hold(
                                Tables.text(row, 1),
                                Tables.text(row, 2),
                                row.getBigDecimal(3),
                                Tables.text(row, 4),
                                row.getBigDecimal(5),
                                row.getString(6))),
                Tables.all(
                        statement,
                        "select id, kind, reference from payment.posting",
                        row -> new Posting(Tables.text(row, 1), Tables.text(row, 2), Tables.text(row, 3))),
                Tables.all(
                        statement,
                        "select id, owner, currency, kind, balance from payment.account",
                        row -> new Account(
                                Tables.text(row, 1),
                                Tables.text(row, 2),
                                Tables.text(row, 3),
                                Tables.text(row, 4),
                                row.getBigDecimal(5))),
                Tables.all(
                        statement,
                        ENTRIES,
                        row -> new Entry(
                                row.getLong(1),
                                Tables.text(row, 2),
                                Tables.text(row, 3),
                                row.getBigDecimal(4),
                                row.getBigDecimal(5),
                                Tables.instant(row, 6),
                                Tables.text(row, 7))),
                Tables.all(
                                statement,
                                "select seq, encode(hash, 'hex') from payment.head",
                                row -> new Head(row.getLong(1), Tables.text(row, 2)))
                        .getFirst());
    }
}
