package org.aitbc.explorer.sending;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.aitbc.explorer.hex.Hex;

/**
 * A signed transaction.
 *
 * @param raw as nodes take it, in hexadecimal digits with 0x
 * @param cancels whether it does nothing but take the nonce
 * @param head the chain's height when it was made
 */
record Attempt(String hash, UUID outgoing, boolean cancels, String raw, Fees fees, long gas, long head) {

    static Attempt of(ResultSet row, int ignored) throws SQLException {
        return new Attempt(
                row.getString("hash"),
                row.getObject("outgoing", UUID.class),
                row.getBoolean("cancels"),
                Hex.of(row.getBytes("raw")),
                new Fees(
                        row.getBigDecimal("tip").toBigIntegerExact(),
                        row.getBigDecimal("max_fee").toBigIntegerExact()),
                row.getLong("gas"),
                row.getLong("head"));
    }
}
