package org.aitbc.explorer.crosschain.wallets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/**
 * An account of a client on a chain. Its key is kept encrypted and is never told.
 *
 * @param walletId id of the wallet
 * @param chainType kind of chain
 * @param ownerAddress what the client calls itself
 * @param securityLevel as it was asked for
 * @param securityConfig how its key is kept
 */
record Wallet(
        String walletId,
        String address,
        long chainId,
        String chainType,
        String ownerAddress,
        String securityLevel,
        String status,
        Instant createdAt,
        Map<String, String> securityConfig) {

    private static final Map<String, String> SECURITY =
            Map.of("key_encryption", "AES-256-GCM", "key_export", "never", "signing", "within the service");

    static Wallet of(ResultSet row, int ignored) throws SQLException {
        String address = row.getString("address");
        return new Wallet(
                "wallet_" + address.substring(2),
                address,
                row.getLong("chain_id"),
                "ethereum",
                row.getString("owner_address"),
                row.getString("security_level"),
                "active",
                row.getTimestamp("created_at").toInstant(),
                SECURITY);
    }
}
