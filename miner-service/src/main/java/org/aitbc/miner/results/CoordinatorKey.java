package org.aitbc.miner.results;

import java.nio.file.Path;
import org.aitbc.domain.receipt.SigningKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The key that receipts are signed with; its public half is published before the first receipt. */
@Component
class CoordinatorKey {

    private final SigningKey key;

    CoordinatorKey(
            JdbcClient jdbc,
            @Value("${aitbc.receipts.signing-key-hex}") String hex,
            @Value("${aitbc.receipts.key-file}") Path file) {
        key = hex.isBlank() ? SigningKey.kept(file) : SigningKey.ofSeed(hex);
        jdbc.sql("insert into core.receipt_key (key_id) values (?) on conflict do nothing")
                .param(key.keyId())
                .update();
    }

    SigningKey key() {
        return key;
    }
}
