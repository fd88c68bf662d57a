package org.aitbc.market.bounty;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of rows as the wire shows them. */
final class Rows {

    private Rows() {}

    static BigDecimal amount(ResultSet row, String column) throws SQLException {
        return shown(row.getBigDecimal(column));
    }

    static @Nullable BigDecimal amountOrNull(ResultSet row, String column) throws SQLException {
        BigDecimal amount = row.getBigDecimal(column);
        return amount == null ? null : shown(amount);
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    static <E extends Enum<E>> E constant(Class<E> type, ResultSet row, String column) throws SQLException {
        return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
    }

    /** Without zeros that say nothing. */
    private static BigDecimal shown(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
