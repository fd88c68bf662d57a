package org.aitbc.explorer.browse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Columns of bytes as JSON has them. */
public final class Bytes {

    private Bytes() {}

    public static String hex(ResultSet row, String column) throws SQLException {
        return "0x" + HexFormat.of().formatHex(row.getBytes(column));
    }

    public static @Nullable String hexOrNull(ResultSet row, String column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : "0x" + HexFormat.of().formatHex(bytes);
    }
}
