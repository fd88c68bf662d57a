package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.starter.batch.Columns;
import org.jspecify.annotations.Nullable;

/** What payers let themselves spend on jobs, and what they have committed already. The rows are locked while it is used. */
final class Spending {

    private static final String READ = """
            select owner, currency, per_job, per_day, total, spent,
                   case when day = (now() at time zone 'utc')::date then day_spent else 0 end
            from core.spend_limit where owner = any(?) order by owner, currency for update""";

    private static final String COMMIT = """
            update core.spend_limit set spent = spent + ?, day = (now() at time zone 'utc')::date,
              day_spent = ? + case when day = (now() at time zone 'utc')::date then day_spent else 0 end
            where owner = ? and currency = ?""";

    /** Gives back what a settled payment did not use; of a day only while it is that day. */
    static final String GIVE_BACK = """
            update core.spend_limit l set
              spent = greatest(0, l.spent - i.recent),
              day_spent = greatest(0, l.day_spent - i.today)
            from (select p.payer, p.currency,
                    coalesce(sum(p.refunded) filter (where p.created_at >= s.since), 0) as recent,
                    coalesce(sum(p.refunded) filter (where (p.created_at at time zone 'utc')::date = s.day), 0) as today
                  from core.payment p join core.spend_limit s on s.owner = p.payer and s.currency = p.currency
                  where p.id = any(:ids) group by p.payer, p.currency order by p.payer, p.currency) i
            where l.owner = i.payer and l.currency = i.currency""";

    private record Key(String owner, Currency currency) {}

    private record Limit(
            @Nullable BigDecimal perJob,
            @Nullable BigDecimal perDay,
            @Nullable BigDecimal total,
            BigDecimal spent,
            BigDecimal today) {}

    private final Connection connection;
    private final Map<Key, Limit> limits = new HashMap<>();

    private Spending(Connection connection) {
        this.connection = connection;
    }

    static Spending of(Connection connection, List<String> payers) throws SQLException {
        Spending spending = new Spending(connection);
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            Columns.set(statement, 1, "text", payers, payer -> payer);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    spending.limits.put(
                            new Key(row.getString(1), Currency.valueOf(row.getString(2))),
                            new Limit(
                                    row.getBigDecimal(3),
                                    row.getBigDecimal(4),
                                    row.getBigDecimal(5),
                                    row.getBigDecimal(6),
                                    row.getBigDecimal(7)));
                }
            }
        }
        return spending;
    }

    boolean isLimited(String payer, Currency currency) {
        return limits.containsKey(new Key(payer, currency));
    }

    /** What one job without a price may cost at most; empty where the payer said nothing about it. */
    Optional<BigDecimal> perJob(String payer, Currency currency) {
        return Optional.ofNullable(limits.get(new Key(payer, currency))).map(Limit::perJob);
    }

    /** @throws PaymentRequired when these amounts are more than the payer lets itself spend */
    void check(String payer, Currency currency, List<BigDecimal> amounts) {
        Limit limit = limits.get(new Key(payer, currency));
        if (limit == null) {
            return;
        }
        BigDecimal sum = amounts.stream().reduce(Amounts.ZERO, BigDecimal::add);
        amounts.forEach(amount -> require(limit.perJob(), amount, "for one job", currency));
        require(limit.perDay(), limit.today().add(sum), "in one day", currency);
        require(limit.total(), limit.spent().add(sum), "in total", currency);
    }

    /** Counts what was held. */
    void commit(String payer, Currency currency, BigDecimal amount) throws SQLException {
        Limit limit = limits.get(new Key(payer, currency));
        if (limit == null) {
            return;
        }
        limits.put(
                new Key(payer, currency),
                new Limit(
                        limit.perJob(),
                        limit.perDay(),
                        limit.total(),
                        limit.spent().add(amount),
                        limit.today().add(amount)));
        try (PreparedStatement statement = connection.prepareStatement(COMMIT)) {
            statement.setBigDecimal(1, amount);
            statement.setBigDecimal(2, amount);
            statement.setString(3, payer);
            statement.setString(4, currency.name());
            statement.executeUpdate();
        }
    }

    private static void require(@Nullable BigDecimal most, BigDecimal wanted, String span, Currency currency) {
        if (most != null && wanted.compareTo(most) > 0) {
            throw new PaymentRequired(
                    "SPEND_LIMIT_EXCEEDED",
                    "this client lets itself spend " + Amounts.shown(most) + " " + currency + " " + span);
        }
    }
}
