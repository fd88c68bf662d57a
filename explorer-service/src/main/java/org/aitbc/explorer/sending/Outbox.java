package org.aitbc.explorer.sending;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.hex.Hex;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Transactions that are to be sent: what is handed in here is sent once, whatever breaks meanwhile. */
@Component
public class Outbox {

    /** The code of what is thrown where another thing was handed in before. */
    public static final String REFERENCE_TAKEN = "REFERENCE_TAKEN";

    /** What is in a block can no longer be cancelled; what is not may be. */
    private static final String CANCEL = """
            update explorer.outgoing
            set cancelling = true, state = case state when 'queued' then 'cancelled' else state end,
                settled = state = 'queued', ended_at = case state when 'queued' then now() end
            where id = ? and state in ('queued', 'submitted') returning *""";

    private final JdbcClient jdbc;
    private final Accounts accounts;

    Outbox(JdbcClient jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /**
     * Takes a transaction to be sent, in the caller's database transaction.
     *
     * @return its id; for a purpose and reference that were handed in before, the id of then
     * @throws NotFound when the account is none of ours
     * @throws Conflict when another transaction was handed in for this purpose and reference
     */
    public UUID submit(Draft draft) {
        String from = accounts.require(draft.chainId(), draft.from()).address();
        return insert(draft, from).orElseGet(() -> same(draft, from));
    }

    /** @throws NotFound for an id that was never given out */
    public Sent find(UUID id) {
        return jdbc.sql("select * from explorer.outgoing where id = ?")
                .param(id)
                .query(Sent::of)
                .optional()
                .orElseThrow(() -> new NotFound("TRANSACTION_NOT_FOUND", "nothing was sent as " + Ids.text(id)));
    }

    /** What was handed in for a purpose and reference. */
    public Optional<Sent> find(String purpose, String reference) {
        return jdbc.sql("select * from explorer.outgoing where purpose = ? and reference = ?")
                .params(purpose, reference)
                .query(Sent::of)
                .optional();
    }

    /**
     * Asks that it be not sent. What has a nonce is replaced by a transaction of nothing to oneself, unless it is mined
     * first; what it came to is known when it is {@code cancelled} or {@code confirmed}.
     *
     * @throws Conflict when it is in a block or at its end
     */
    public Sent cancel(UUID id) {
        return jdbc.sql(CANCEL).param(id).query(Sent::of).optional().orElseThrow(() -> {
            Sent sent = find(id);
            return new Conflict(
                    "TRANSACTION_NOT_PENDING",
                    "the transaction is " + sent.state().text());
        });
    }

    /** Looks after it again, for a chain that has lost it though it was long confirmed: it will be sent again as it was. */
    public void reopen(UUID id) {
        jdbc.sql("update explorer.outgoing set settled = false where id = ? and block_hash is not null")
                .param(id)
                .update();
    }

    private Optional<UUID> insert(Draft draft, String from) {
        return jdbc.sql("""
                        insert into explorer.outgoing
                          (id, chain_id, sender, recipient, value, data, gas_limit, priority, gas_price, max_fee,
                           purpose, reference, not_after)
                        values (:id, :chain, :from, :to, :value, :data, :gas, :priority, :gas_price, :max_fee,
                                :purpose, :reference, :not_after)
                        on conflict (purpose, reference) do nothing returning id""")
                .param("id", Ids.next())
                .params(parameters(draft, from))
                .query(UUID.class)
                .optional();
    }

    private UUID same(Draft draft, String from) {
        return jdbc.sql("""
                        select id from explorer.outgoing
                        where purpose = :purpose and reference = :reference and chain_id = :chain and sender = :from
                          and recipient is not distinct from :to and value = :value and data = :data
                          and gas_limit is not distinct from :gas and priority = :priority
                          and gas_price is not distinct from :gas_price and max_fee is not distinct from :max_fee""")
                .params(parameters(draft, from))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new Conflict(
                        REFERENCE_TAKEN, draft.purpose() + " " + draft.reference() + " was another transaction"));
    }

    private static Map<String, @Nullable Object> parameters(Draft draft, String from) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("chain", draft.chainId());
        parameters.put("from", from);
        parameters.put("to", draft.to());
        parameters.put("value", new BigDecimal(draft.value()));
        parameters.put("data", Hex.bytes(draft.data()));
        parameters.put("gas", draft.gasLimit() == null ? null : draft.gasLimit().longValueExact());
        parameters.put("priority", draft.offer().priority().text());
        parameters.put("gas_price", decimal(draft.offer().gasPrice()));
        parameters.put("max_fee", decimal(draft.offer().maxFee()));
        parameters.put("purpose", draft.purpose());
        parameters.put("reference", draft.reference());
        parameters.put("not_after", draft.notAfter() == null ? null : Timestamp.from(draft.notAfter()));
        return parameters;
    }

    private static @Nullable BigDecimal decimal(@Nullable BigInteger number) {
        return number == null ? null : new BigDecimal(number);
    }
}
