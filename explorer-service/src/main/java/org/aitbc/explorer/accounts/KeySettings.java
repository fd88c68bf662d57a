package org.aitbc.explorer.accounts;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code aitbc.chain.keys}: what the keys of accounts are encrypted with.
 *
 * @param secret at least 32 characters; where it is empty, the file's content serves
 * @param file made at first use, readable by its owner alone
 */
@ConfigurationProperties("aitbc.chain.keys")
record KeySettings(String secret, Path file) {

    private static final int LEAST_CHARACTERS = 32;

    KeySettings {
        if (!secret.isBlank() && secret.strip().length() < LEAST_CHARACTERS) {
            throw new IllegalArgumentException("aitbc.chain.keys.secret (AITBC_CHAIN_KEY_SECRET) needs 32 characters");
        }
    }
}
