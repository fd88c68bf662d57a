package org.aitbc.explorer.crosschain.bridge;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Swaps: each principal sees its own, an admin all. */
@Component
class Swaps {

    private final JdbcClient jdbc;

    Swaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A swap that has not ended. */
    record Open(UUID id, long sourceChain, long targetChain) {}

    /** @throws NotFound when there is none, or it is another's */
    Swap require(Caller caller, UUID id) {
        return jdbc.sql(SwapTables.ONE)
                .param("id", id)
                .param("admin", caller.isAdmin())
                .param("owner", caller.subject())
                .query(Swap::of)
                .optional()
                .orElseThrow(() -> new NotFound("BRIDGE_REQUEST_NOT_FOUND", "no bridge request " + Ids.text(id)));
    }

    Optional<Swap> underKey(Caller caller, String key) {
        return jdbc.sql("select * from explorer.swap where owner = ? and idempotency = ?")
                .params(caller.subject(), key)
                .query(Swap::of)
                .optional();
    }

    /** The most urgent first. */
    List<Open> open() {
        return jdbc.sql(SwapTables.OPEN).query(Open.class).list();
    }

    /** Locks the swap until the transaction ends. Empty if another transaction has it, or if it has ended. */
    Optional<Swap> turn(UUID id) {
        return jdbc.sql(SwapTables.TURN).param(id).query(Swap::of).optional();
    }

    void move(Swap swap, Step step, @Nullable Step outcome, @Nullable String reason) {
        jdbc.sql(SwapTables.MOVE)
                .param("id", swap.id())
                .param("step", step.text())
                .param("outcome", outcome == null ? null : outcome.text())
                .param("reason", reason)
                .param("ended", step.isEnd())
                .update();
    }

    /** What is asked to be given back; empty where the suite has begun to lock its own side. */
    Optional<Swap> cancel(UUID id, String reason) {
        return jdbc.sql(SwapTables.CANCEL)
                .param("id", id)
                .param("reason", reason)
                .query(Swap::of)
                .optional();
    }
}
