package org.aitbc.explorer.crosschain.transfers;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.crosschain.Addresses;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.Sent;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What clients have sent from their wallets: each sees its own, an admin all. */
@Component
class Transfers {

    /** Of what is sent for them. */
    static final String PURPOSE = "transfer";

    /** Of a principal, that are in no block. */
    private static final int MOST_OPEN = 100;

    private final JdbcClient jdbc;
    private final Outbox outbox;

    Transfers(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** By how many decimals the amount was counted that was handed in under this reference; empty where nothing was. */
    Optional<Integer> decimals(String reference) {
        return jdbc.sql(TransferTables.DECIMALS)
                .params(PURPOSE, reference)
                .query(Integer.class)
                .optional();
    }

    /**
     * The same order under the same key is the same transfer.
     *
     * @throws Conflict when it was another order; {@code TOO_MANY_OPEN_TRANSFERS} when the caller has too many
     */
    @Transactional
    Transfer submit(Caller caller, TransferOrder order) {
        jdbc.sql(TransferTables.LOCK)
                .param(caller.subject())
                .query((_, _) -> true)
                .single();
        UUID id = outbox.submit(order.draft());
        int inserted = with(TransferTables.INSERT, id, caller, order).update();
        if (inserted > 0) {
            requireRoom(caller);
        } else if (!with(TransferTables.SAME, id, caller, order)
                .query(Boolean.class)
                .single()) {
            throw new Conflict(Outbox.REFERENCE_TAKEN, "that was another transfer");
        }
        return require(caller, id);
    }

    private void requireRoom(Caller caller) {
        long open = jdbc.sql(TransferTables.OPEN)
                .param(caller.subject())
                .query(Long.class)
                .single();
        if (open > MOST_OPEN) {
            throw new Conflict(
                    "TOO_MANY_OPEN_TRANSFERS", "you have %d transfers that are in no block yet".formatted(MOST_OPEN));
        }
    }

    private JdbcClient.StatementSpec with(String sql, UUID id, Caller caller, TransferOrder order) {
        return jdbc.sql(sql)
                .param("id", id)
                .param("owner", caller.subject())
                .param("chain", order.draft().chainId())
                .param("kind", order.kind())
                .param("sender", order.draft().from())
                .param("recipient", order.recipient())
                .param("token", order.token())
                .param("units", new BigDecimal(order.units()))
                .param("decimals", order.decimals())
                .param("priority", order.draft().offer().priority().text())
                .param("metadata", order.metadata())
                .param("minutes", order.minutes());
    }

    /** @throws NotFound when there is none, or it is another's */
    Transfer require(Caller caller, UUID id) {
        return jdbc.sql(TransferTables.ONE)
                .param("id", id)
                .param("admin", caller.isAdmin())
                .param("owner", caller.subject())
                .query(Transfer::of)
                .optional()
                .orElseThrow(() -> new NotFound("TRANSACTION_NOT_FOUND", "no transaction " + Ids.text(id)));
    }

    List<Transfer> list(Caller caller, TransferFilter filter) {
        return list(caller, filter, null, null, null);
    }

    List<Transfer> list(
            Caller caller,
            TransferFilter filter,
            @Nullable String sender,
            @Nullable Long firstBlock,
            @Nullable Long lastBlock) {
        return jdbc.sql(TransferTables.LIST)
                .param("admin", caller.isAdmin())
                .param("owner", caller.subject())
                .param("user", filter.userId())
                .param("chain", filter.chainId())
                .param("sender", sender == null ? null : Addresses.checked("wallet_address", sender))
                .param("kind", filter.transactionType())
                .param("status", filter.status())
                .param("priority", filter.priority())
                .param("since", timestamp(Times.parse("from_date", filter.fromDate())))
                .param("until", timestamp(Times.parse("to_date", filter.toDate())))
                .param("first", firstBlock)
                .param("last", lastBlock)
                .param("rows", filter.rows())
                .param("skipped", filter.skipped())
                .query(Transfer::of)
                .list();
    }

    /**
     * Asks that it be not sent; what is on its way is replaced by a transaction of nothing.
     *
     * @throws Conflict when it is in a block or at its end
     */
    @Transactional
    Sent cancel(Caller caller, UUID id) {
        require(caller, id);
        return outbox.cancel(id);
    }

    /** Transfers whose time is over before they were in a block. */
    List<UUID> overdue() {
        return jdbc.sql(TransferTables.OVERDUE).query(UUID.class).list();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }
}
