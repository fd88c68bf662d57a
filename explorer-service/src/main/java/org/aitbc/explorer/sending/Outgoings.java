package org.aitbc.explorer.sending;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.hex.Hex;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of what is to be sent. Each change names the state it begins from, so that two instances of the service that
 * work on the same rows do each thing once.
 */
@Component
class Outgoings {

    /** What is told of a row that is in a block; its times stay those of the first telling. */
    private static final String SEEN = """
            update explorer.outgoing
            set state = :state, transaction_hash = :hash, accepted = true,
                mined_at = case when block_hash = :block_hash then mined_at else now() end,
                block_number = :block, block_hash = :block_hash, gas_used = :gas,
                ended_at = case when :state = 'mined' then null when state = :state then ended_at else now() end,
                error = case when :state = 'failed' then 'reverted' end,
                cancelling = cancelling and :state = 'mined', settled = :settled
            where id = :id and not settled""";

    /** It is offered as it was, for as many blocks as if it were new. */
    private static final String GONE = """
            with gone as (
              update explorer.outgoing
              set state = 'submitted', accepted = false, block_number = null, block_hash = null, gas_used = null,
                  mined_at = null, ended_at = null, error = null
              where id = :id and block_hash = :block_hash and not settled returning transaction_hash)
            update explorer.attempt set head = :head
            where outgoing = :id and hash in (select transaction_hash from gone)""";

    private static final String POOR = "insufficient funds for gas * price + value";

    /** What an account can pay for, as far as the row tells; its gas is known only where it is limited. */
    private static final String PAYABLE = """
            value + coalesce(gas_limit, 21000)
                * least(coalesce(gas_price, (cast(:offers as jsonb) ->> priority)::numeric), max_fee, :limit) <= :free""";

    private static final String WORTH = "least(gas_price, max_fee, :limit) >= :base";

    private static final String NEXT = """
            select * from explorer.outgoing
            where chain_id = :chain and sender = :sender and not settled and state = 'queued'
              and (not_after is null or not_after > now()) and %s and %s
            order by coalesce(tried_at, created_at), id limit 1""".formatted(PAYABLE, WORTH);

    private static final String WAIT = """
            update explorer.outgoing o set error = w.why
            from (select id, case when not %s then '%s'
                                  when not %s then 'the base fee is above what is to be offered' end as why
                  from explorer.outgoing
                  where chain_id = :chain and sender = :sender and not settled and state = 'queued') w
            where o.id = w.id and o.state = 'queued' and w.why <> coalesce(o.error, '')""".formatted(PAYABLE, POOR, WORTH);

    private final JdbcClient jdbc;

    Outgoings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean hasOpen(long chainId) {
        return jdbc.sql("select exists (select from explorer.outgoing where chain_id = ? and not settled)")
                .param(chainId)
                .query(Boolean.class)
                .single();
    }

    /** How many are not in a block. */
    long pending(long chainId) {
        return jdbc.sql("""
                        select count(*) from explorer.outgoing
                        where chain_id = ? and not settled and state in ('queued', 'submitted')""").param(chainId).query(Long.class).single();
    }

    /** What has a nonce on this chain and may still change. */
    List<Outgoing> watched(int instance) {
        return jdbc.sql("""
                        select * from explorer.outgoing where instance = ? and not settled order by sender, nonce""").param(instance).query(Outgoing::of).list();
    }

    /** What was signed for those, per row the cheapest first. */
    Map<UUID, List<Attempt>> attempts(int instance) {
        return jdbc.sql("""
                        select a.* from explorer.outgoing o join explorer.attempt a on a.outgoing = o.id
                        where o.instance = ? and not o.settled order by a.max_fee, a.at""").param(instance).query(Attempt::of).list().stream()
                .collect(Collectors.groupingBy(Attempt::outgoing));
    }

    /** All transactions that were ever signed for a row. */
    List<String> hashes(UUID id) {
        return jdbc.sql("select hash from explorer.attempt where outgoing = ?")
                .param(id)
                .query(String.class)
                .list();
    }

    /** Accounts with something that is not in a block: the suite's own, then others, each time in another order. */
    List<String> senders(long chainId) {
        return jdbc.sql("""
                        select o.sender from explorer.outgoing o join explorer.account a on a.address = o.sender
                        where o.chain_id = ? and not o.settled and o.state in ('queued', 'submitted')
                        group by o.sender, a.owner order by a.owner <> ?, random() limit 1000""").params(chainId, Accounts.SUITE).query(String.class).list();
    }

    boolean hasQueued(long chainId, String sender) {
        return jdbc.sql("""
                        select exists (select from explorer.outgoing
                                       where chain_id = ? and sender = ? and not settled and state = 'queued')""").params(chainId, sender).query(Boolean.class).single();
    }

    /**
     * What is on its way may cost the account at most; with what the chain has just lost, whose coins seem to be free until it
     * is sent again.
     */
    BigInteger committed(Turn turn) {
        return jdbc.sql("""
                        select coalesce(sum(case when a.cancels then 0 else o.value end + a.gas * a.max_fee), 0)
                        from explorer.outgoing o join explorer.attempt a on a.outgoing = o.id and a.hash = o.transaction_hash
                        where o.instance = ? and o.sender = ? and o.nonce >= ?""")
                .params(turn.instance(), turn.sender(), turn.count())
                .query(BigDecimal.class)
                .single()
                .toBigIntegerExact();
    }

    /**
     * Of what is queued that which has waited longest, since it was handed in or was last found to be too dear.
     *
     * @param limit what is offered for a unit of gas at most
     * @param free what the account can spend; transactions that certainly cost more are skipped
     */
    Optional<Outgoing> nextQueued(Turn turn, BigInteger limit, BigInteger free) {
        return payable(NEXT, turn, limit, free).query(Outgoing::of).optional();
    }

    /** Records the reason on the transactions that are skipped. */
    void wait(Turn turn, BigInteger limit, BigInteger free) {
        payable(WAIT, turn, limit, free).update();
    }

    /** Says that an account has too little for it; what waits longer goes first from now on. */
    void poor(UUID id) {
        jdbc.sql("""
                        update explorer.outgoing set error = ?, tried_at = clock_timestamp()
                        where id = ? and state = 'queued'""").params(POOR, id).update();
    }

    /** Says that accounts have nothing at all. */
    void empty(long chainId, List<String> senders) {
        if (!senders.isEmpty()) {
            jdbc.sql("""
                            update explorer.outgoing set error = :why
                            where chain_id = :chain and sender in (:senders) and not settled and state = 'queued'
                              and error is distinct from :why""")
                    .param("why", POOR)
                    .param("chain", chainId)
                    .param("senders", senders)
                    .update();
        }
    }

    private JdbcClient.StatementSpec payable(String sql, Turn turn, BigInteger limit, BigInteger free) {
        return jdbc.sql(sql)
                .param("chain", turn.chainId())
                .param("sender", turn.sender())
                .param("offers", turn.market().offers())
                .param("base", new BigDecimal(turn.market().baseFee()))
                .param("limit", new BigDecimal(limit))
                .param("free", new BigDecimal(free));
    }

    void seen(UUID id, State state, Seen seen, boolean settled) {
        jdbc.sql(SEEN)
                .param("id", id)
                .param("state", state.text())
                .param("hash", seen.hash())
                .param("block", seen.block())
                .param("block_hash", seen.blockHash())
                .param("gas", seen.gasUsed())
                .param("settled", settled)
                .update();
    }

    /** The block it was in is no longer the chain's. */
    void gone(Outgoing row, long head) {
        jdbc.sql(GONE)
                .param("id", row.id())
                .param("block_hash", row.blockHash())
                .param("head", head)
                .update();
    }

    /** The chain has fewer transactions of the account than it had: what it lost is watched, and so sent, again. */
    void reopen(int instance, String sender, long count) {
        jdbc.sql("""
                        update explorer.outgoing set settled = false
                        where instance = ? and sender = ? and nonce >= ? and settled and block_hash is not null""").params(instance, sender, count).update();
    }

    void accepted(UUID id, String hash) {
        jdbc.sql("""
                        update explorer.outgoing set accepted = true, error = null
                        where id = ? and transaction_hash = ? and state = 'submitted'""").params(id, hash).update();
    }

    /** Says why it waits. */
    void waits(UUID id, String why) {
        jdbc.sql("""
                        update explorer.outgoing set error = :why
                        where id = :id and state in ('queued', 'submitted') and error is distinct from :why""").param("id", id).param("why", why).update();
    }

    /** It will never be in a block. */
    void refused(UUID id, State from, String why) {
        jdbc.sql("""
                        update explorer.outgoing set state = 'failed', settled = true, error = ?, ended_at = now()
                        where id = ? and state = ? and not settled""").params(why, id, from.text()).update();
    }

    /** The next nonce of an account, which nobody else gets until the end of the transaction. */
    long lockNonce(int instance, String sender, long count) {
        jdbc.sql("""
                        insert into explorer.sender (instance, address, next_nonce) values (?, ?, ?)
                        on conflict (instance, address) do nothing""").params(instance, sender, count).update();
        long next = jdbc.sql("select next_nonce from explorer.sender where instance = ? and address = ? for update")
                .params(instance, sender)
                .query(Long.class)
                .single();
        // greater on the chain only where this database was restored from a backup
        return Math.max(next, count);
    }

    void nextNonce(int instance, String sender, long next) {
        jdbc.sql("update explorer.sender set next_nonce = ? where instance = ? and address = ?")
                .params(next, instance, sender)
                .update();
    }

    boolean assign(UUID id, int instance, long nonce, String hash) {
        return jdbc.sql("""
                        update explorer.outgoing
                        set state = 'submitted', instance = ?, nonce = ?, transaction_hash = ?, error = null
                        where id = ? and state = 'queued'""").params(instance, nonce, hash, id).update() == 1;
    }

    boolean replace(Outgoing row, String hash) {
        return jdbc.sql("""
                        update explorer.outgoing set transaction_hash = :fresh, accepted = false, error = null
                        where id = :id and state = 'submitted' and transaction_hash = :old""")
                        .param("fresh", hash)
                        .param("id", row.id())
                        .param("old", row.transactionHash())
                        .update()
                == 1;
    }

    void insert(Attempt attempt) {
        jdbc.sql("""
                        insert into explorer.attempt (hash, outgoing, cancels, raw, tip, max_fee, gas, head)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        attempt.hash(),
                        attempt.outgoing(),
                        attempt.cancels(),
                        Hex.bytes(attempt.raw()),
                        new BigDecimal(attempt.fees().tip()),
                        new BigDecimal(attempt.fees().max()),
                        attempt.gas(),
                        attempt.head())
                .update();
    }
}
