package org.aitbc.explorer.crosschain.bridge;

/** The statements of swaps. */
final class SwapTables {

    private SwapTables() {}

    static final String INSERT = """
            insert into explorer.swap
              (id, owner, idempotency, wallet, source_chain, target_chain, source_token, target_token, source_contract, target_contract, recipient,
               protocol, security_level, decimals, units, bridge_fee, network_fee, secret, hash, target_until, source_until, step)
            values (:id, :owner, :key, :wallet, :source, :target, :source_token, :target_token, :source_contract, :target_contract, :recipient, :protocol, :level,
                    :decimals, :units, :fee, :network, :secret, :hash, date_trunc('second', now()) + make_interval(secs => 30 * :minutes),
                    date_trunc('second', now()) + make_interval(mins => :minutes), 'source_lock')
            returning *""";

    static final String ONE = "select * from explorer.swap where id = :id and (:admin or owner = :owner)";

    /** Those first whose secret is told, or about to be: they have least time. */
    static final String OPEN = """
            select id, source_chain, target_chain from explorer.swap where ended_at is null
            order by step not in ('target_claim', 'source_claim'), step = 'returning', id""";

    /** One of several instances does it; the others skip it. */
    static final String TURN = "select * from explorer.swap where id = ? and ended_at is null for update skip locked";

    static final String MOVE = """
            update explorer.swap
            set step = :step, outcome = coalesce(:outcome, outcome), reason = coalesce(:reason, reason), updated_at = now(),
                ended_at = case when :ended then now() end
            where id = :id""";

    /** Before the suite has begun to lock its own side. */
    static final String CANCEL = """
            update explorer.swap set outcome = 'cancelled', reason = :reason, updated_at = now()
            where id = :id and step = 'source_lock' and outcome is null returning *""";

    /** What the suite is to lock, as long as its balance does not tell. */
    static final String PROMISED = """
            select coalesce(sum(units - bridge_fee - network_fee), 0) from explorer.swap s
            where ended_at is null and target_chain = ? and target_token is not distinct from ?
              and (step = 'source_lock' or step = 'target_lock' and not exists (
                     select from explorer.outgoing
                     where purpose = 'swap.target-lock' and reference = replace(s.id::text, '-', '') and block_number is not null))""";

    /** What a wallet is to lock, as long as its balance does not tell. */
    static final String PLEDGED = """
            select coalesce(sum(units), 0) from explorer.swap s
            where ended_at is null and source_chain = ? and source_token is not distinct from ? and wallet = ?
              and step = 'source_lock' and not exists (
                    select from explorer.outgoing
                    where purpose = 'swap.source-lock' and reference = replace(s.id::text, '-', '') and block_number is not null)""";

    static final String LOCKED = """
            select coalesce(sum(units - bridge_fee - network_fee), 0) from explorer.swap
            where source_chain = ? and target_chain = ? and target_token is not distinct from ? and step in ('target_lock', 'target_claim')""";

    static final String EARNED = """
            select coalesce(sum(bridge_fee), 0) from explorer.swap
            where source_chain = ? and target_chain = ? and target_token is not distinct from ? and step = 'completed' and ended_at > now() - interval '30 days'""";

    static final String STATISTICS = """
            select count(*) as total, count(*) filter (where step = 'completed') as completed,
                   count(*) filter (where ended_at is not null) as ended,
                   coalesce(sum(units / 10::numeric ^ decimals)
                     filter (where step = 'completed' and source_token is null), 0) as volume,
                   coalesce(sum((bridge_fee + network_fee) / 10::numeric ^ decimals)
                     filter (where step = 'completed' and source_token is null), 0) as fees,
                   coalesce(avg(extract(epoch from ended_at - created_at)) filter (where step = 'completed'), 0) / 60
                     as minutes
            from explorer.swap where created_at >= now() - make_interval(hours => ?)""";

    static final String PAIRS = """
            select source_chain || '->' || target_chain as pair, count(*) as many from explorer.swap
            where created_at >= now() - make_interval(hours => ?) group by 1 order by 1""";
}
