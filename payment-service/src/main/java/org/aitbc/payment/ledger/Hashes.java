package org.aitbc.payment.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Postings by what proves them: the hash of their last entry in the ledger's chain. */
@Component
public class Hashes {

    private final JdbcClient jdbc;

    Hashes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** 64 hexadecimal digits; null where there is no posting. */
    public @Nullable String of(@Nullable UUID posting) {
        return posting == null
                ? null
                : jdbc.sql("select encode(hash, 'hex') from payment.entry where posting = ? order by seq desc limit 1")
                        .param(posting)
                        .query(String.class)
                        .optional()
                        .orElse(null);
    }
}
