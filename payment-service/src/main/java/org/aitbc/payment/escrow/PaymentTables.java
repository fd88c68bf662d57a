package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.escrow.HoldOrder.Wanted;
import org.aitbc.payment.ledger.Account;
import org.aitbc.starter.batch.Columns;

/** Rows of {@code core.payment} as they are made. */
final class PaymentTables {

    private static final String BY_JOB = "select job_id, id from core.payment where job_id = any(?)";

    private static final String PER_JOB =
            "select owner, currency, per_job from core.spend_limit where owner = any(?) and per_job is not null";
    private static final String INSERT = """
            with made as (
              insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at)
              select id, job, payer, amount, currency, method, 'escrowed', now() + make_interval(secs => timeout)
              from unnest(?::uuid[], ?::uuid[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::int[])
                as i(id, job, payer, amount, currency, method, timeout)
              returning id)
            insert into core.outbox (event, subject) select 'payment.escrowed', id from made""";

    /** A payment whose money is held. */
    record New(String payer, Wanted job) {}

    private PaymentTables() {}

    /** Which of these jobs have a payment. */
    static Map<UUID, UUID> byJob(Connection connection, List<UUID> jobs) throws SQLException {
        Map<UUID, UUID> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(BY_JOB)) {
            Columns.set(statement, 1, "uuid", jobs, job -> job);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                }
            }
        }
        return found;
    }

    /** What these payers let one job cost, where they said so. */
    static Map<Account, BigDecimal> perJob(Connection connection, List<String> payers) throws SQLException {
        Map<Account, BigDecimal> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(PER_JOB)) {
            Columns.set(statement, 1, "text", payers, payer -> payer);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            Account.available(rows.getString(1), Currency.valueOf(rows.getString(2))),
                            rows.getBigDecimal(3));
                }
            }
        }
        return found;
    }

    static void insert(Connection connection, List<New> payments) throws SQLException {
        if (payments.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Columns.set(statement, 1, "uuid", payments, one -> one.job().payment());
            Columns.set(statement, 2, "uuid", payments, one -> one.job().job());
            Columns.set(statement, 3, "text", payments, New::payer);
            Columns.set(statement, 4, "numeric", payments, one -> one.job().amount());
            Columns.set(
                    statement, 5, "text", payments, one -> one.job().currency().name());
            Columns.set(statement, 6, "text", payments, one -> one.job().method());
            Columns.set(statement, 7, "int4", payments, one -> one.job().timeoutSeconds());
            statement.executeUpdate();
        }
    }
}
