package org.aitbc.starter.once;

import org.aitbc.starter.idempotent.IdempotentRequests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** {@link IdempotentRequests} by their older name. */
public final class Once extends IdempotentRequests {

    public Once(String schema, JdbcClient jdbc, TransactionTemplate transactions, JsonMapper json) {
        super(schema, jdbc, transactions, json);
    }
}
