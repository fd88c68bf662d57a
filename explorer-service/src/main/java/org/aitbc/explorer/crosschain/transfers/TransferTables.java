package org.aitbc.explorer.crosschain.transfers;

/** The statements of transfers. A transfer's words are those of older clients; its outgoing transaction has the facts. */
final class TransferTables {

    private TransferTables() {}

    static final String INSERT = """
            insert into explorer.transfer
              (id, owner, chain_id, kind, sender, recipient, token, units, decimals, priority, metadata, deadline)
            values (:id, :owner, :chain, :kind, :sender, :recipient, :token, :units, :decimals, :priority, :metadata,
                    now() + make_interval(mins => :minutes))
            on conflict (id) do nothing""";

    static final String DECIMALS = """
            select t.decimals from explorer.outgoing o join explorer.transfer t on t.id = o.id
            where o.purpose = ? and o.reference = ?""";

    /** One of a principal at a time, so that none is above the limit. */
    static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('explorer.transfer of ' || ?, 0))";

    static final String OPEN = """
            select count(*) from explorer.outgoing o join explorer.transfer t on t.id = o.id
            where t.owner = ? and o.state in ('queued', 'submitted') and not o.settled""";

    /** Deadlines are from when it was first taken, so they tell by how far. */
    static final String SAME = """
            select owner = :owner and chain_id = :chain and sender = :sender and kind = :kind and recipient = :recipient
                   and token is not distinct from :token and units = :units and decimals = :decimals
                   and priority = :priority and metadata is not distinct from :metadata
                   and deadline = created_at + make_interval(mins => :minutes)
            from explorer.transfer where id = :id""";

    private static final String ALL = """
            select * from (
              select t.*, o.transaction_hash, o.block_number, o.gas_used, o.error, o.mined_at, o.ended_at,
                     (select count(*) from explorer.attempt a where a.outgoing = o.id) as attempts,
                     (select a.max_fee from explorer.attempt a where a.outgoing = o.id and a.hash = o.transaction_hash) as offered,
                     case o.state when 'mined' then 'confirmed' when 'confirmed' then 'completed'
                       when 'cancelled' then case when o.ended_at >= t.deadline then 'expired' else 'cancelled' end
                       else o.state end as status,
                     case o.state when 'queued' then 0 when 'submitted' then 0.3 when 'mined' then 0.7 else 1 end as progress
              from explorer.transfer t join explorer.outgoing o on o.id = t.id) x
            """;

    static final String ONE = ALL + "where id = :id and (:admin or owner = :owner)";

    static final String LIST = ALL + """
            where (:admin or owner = :owner) and (:user::text is null or owner = :user)
              and (:chain::bigint is null or chain_id = :chain) and (:sender::text is null or sender = :sender)
              and (:kind::text is null or kind = :kind) and (:status::text is null or status = :status)
              and (:priority::text is null or priority = :priority)
              and (:since::timestamptz is null or created_at >= :since)
              and (:until::timestamptz is null or created_at < :until)
              and (:first::bigint is null or block_number >= :first) and (:last::bigint is null or block_number <= :last)
            order by id desc limit :rows offset :skipped""";

    static final String STATISTICS = """
            select count(*) as total, count(*) filter (where o.state = 'confirmed') as successful,
                   count(*) filter (where o.state = 'failed') as failed,
                   coalesce(avg(extract(epoch from o.ended_at - t.created_at)) filter (where o.state = 'confirmed'), 0)
                     as seconds,
                   coalesce(sum(o.gas_used), 0) as gas, coalesce(avg(o.gas_used), 0) as average_gas,
                   count(*) filter (where o.state in ('queued', 'submitted')) as waiting
            from explorer.transfer t join explorer.outgoing o on o.id = t.id
            where t.created_at >= now() - make_interval(hours => :hours)
              and (:chain::bigint is null or t.chain_id = :chain) and (:owner::text is null or t.owner = :owner)""";

    static final String PRIORITIES = """
            select priority, count(*) as many from explorer.transfer
            where created_at >= now() - make_interval(hours => :hours)
              and (:chain::bigint is null or chain_id = :chain) and (:owner::text is null or owner = :owner)
            group by priority""";

    static final String OVERDUE = """
            select t.id from explorer.transfer t join explorer.outgoing o on o.id = t.id
            where t.deadline <= now() and o.state in ('queued', 'submitted') and not o.cancelling and not o.settled""";
}
