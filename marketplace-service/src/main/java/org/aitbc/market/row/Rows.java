package org.aitbc.market.row;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;

/** Values of rows as the wire shows them. */
public final class Rows {

    private static final int DECIMALS = 8;

    private Rows() {}

    public static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static @Nullable UUID idOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** An id as it is shown. */
    public static @Nullable String idTextOrNull(ResultSet row, String column) throws SQLException {
        UUID id = idOrNull(row, column);
        return id == null ? null : Ids.text(id);
    }

    public static BigDecimal amount(ResultSet row, String column) throws SQLException {
        return shown(row.getBigDecimal(column));
    }

    public static @Nullable BigDecimal amountOrNull(ResultSet row, String column) throws SQLException {
        return shownOrNull(row.getBigDecimal(column));
    }

    public static Instant time(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    public static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    public static <E extends Enum<E>> E constant(Class<E> type, ResultSet row, String column) throws SQLException {
        return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
    }

    public static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** Without zeros that say nothing. */
    public static BigDecimal shown(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    public static @Nullable BigDecimal shownOrNull(@Nullable BigDecimal amount) {
        return amount == null ? null : shown(amount);
    }

    /** To what money can be. */
    public static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** A measured figure as money. */
    public static BigDecimal shown(double amount) {
        return shown(rounded(BigDecimal.valueOf(amount)));
    }
}
