package org.aitbc.standalone.endtoend;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.standalone.demo.JobClient;
import tools.jackson.databind.JsonNode;

/**
 * What a principal has.
 *
 * @param balances by currency and kind, without zeros at the end
 */
record Purse(String owner, Map<String, BigDecimal> balances) {

    /** As payment-service shows it to its owner. */
    static Purse shownTo(JobClient owner) throws IOException, InterruptedException {
        JsonNode wallet = owner.get("/v1/payments/wallet");
        Map<String, BigDecimal> balances = new TreeMap<>();
        wallet.path("balances")
                .valueStream()
                .forEach(one -> balances.put(
                        one.path("currency").asString() + " " + one.path("kind").asString(),
                        one.path("balance").decimalValue().stripTrailingZeros()));
        return new Purse(wallet.path("wallet").stringValue(), balances);
    }

    /** As it is in the database. */
    static Purse of(String owner, Connection database) throws SQLException {
        Map<String, BigDecimal> balances = new TreeMap<>();
        try (PreparedStatement query = database.prepareStatement(
                "select currency || ' ' || kind, balance from payment.account where owner = ?")) {
            query.setString(1, owner);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    balances.put(row.getString(1), row.getBigDecimal(2).stripTrailingZeros());
                }
            }
        }
        return new Purse(owner, balances);
    }

    BigDecimal available() {
        return balances.getOrDefault("AITBC available", BigDecimal.ZERO);
    }
}
