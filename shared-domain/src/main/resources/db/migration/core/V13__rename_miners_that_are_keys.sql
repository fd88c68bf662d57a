-- Older clients gave their API key as the id of their miner, and ids are shown to all. Such a miner is called like the
-- principal of the key from now on, and the key is revoked. Receipts stay as they were signed.
-- Where another principal has a miner of that name, a part of the key's hash is added, so that nobody gets another's work.
do $$
declare
    one record;
    asked record;
    existing int;
begin
    create temporary table key_as_id on commit drop as
    select m.id as key,
           case when m.owner <> k.principal or exists (select from core.miner o where o.id = k.principal and o.owner <> m.owner)
                then k.principal || '-' || left(encode(k.hash, 'hex'), 12) else k.principal end as name
    from core.miner m join core.api_key k on k.hash = sha256(convert_to(m.id, 'UTF8'));
    if not exists (select from key_as_id) then
        return;
    end if;

    insert into core.miner (id, owner, capabilities, region, concurrency, public_key, registered_at, deregistered)
    select distinct on (r.name) r.name, m.owner, m.capabilities, m.region, m.concurrency, m.public_key, m.registered_at,
           m.deregistered
    from key_as_id r join core.miner m on m.id = r.key order by r.name, m.updated_at desc
    on conflict (id) do nothing;
    insert into core.miner_beat (miner_id, last_seen, online, status, inflight, details)
    select distinct on (r.name) r.name, b.last_seen, b.online, b.status, b.inflight, b.details
    from key_as_id r join core.miner_beat b on b.miner_id = r.key order by r.name, b.last_seen desc
    on conflict (miner_id) do nothing;

    -- the name may have leases of its own in the same slots
    update core.lease l set miner_id = r.name, slot = null from key_as_id r where l.miner_id = r.key;
    update core.outcome o set miner_id = r.name from key_as_id r where o.miner_id = r.key;
    update core.payment p set miner_id = r.name from key_as_id r where p.miner_id = r.key;
    update core.checkpoint c set miner_id = r.name from key_as_id r where c.miner_id = r.key;
    update core.reservation v set miner_id = r.name from key_as_id r where v.miner_id = r.key;
    update core.assurance_run a set miner_id = r.name from key_as_id r where a.miner_id = r.key;
    for one in select to_json(key)::text as was, to_json(name)::text as becomes from key_as_id loop
        for asked in select class, replace(key, one.was, one.becomes) as key from core.requirement
                     where strpos(key, one.was) > 0 loop
            select class into existing from core.requirement where key = asked.key;
            if existing is null then
                update core.requirement set key = asked.key where class = asked.class;
            else
                update core.ready set class = existing where class = asked.class;
                update core.lease set class = existing where class = asked.class;
                update core.job set class = existing where class = asked.class;
                delete from core.requirement where class = asked.class;
            end if;
        end loop;
    end loop;

    -- the market's only rows that need the miner to be there; it rewrites the others itself
    if to_regclass('marketplace.node') is not null then
        insert into marketplace.node (miner_id, capabilities, has_gpu, max_concurrent_tasks, updated_at)
        select distinct on (r.name) r.name, n.capabilities, n.has_gpu, n.max_concurrent_tasks, n.updated_at
        from key_as_id r join marketplace.node n on n.miner_id = r.key order by r.name, n.updated_at desc
        on conflict (miner_id) do nothing;
        delete from marketplace.node where miner_id in (select key from key_as_id);
    end if;

    delete from core.miner_beat where miner_id in (select key from key_as_id);
    delete from core.miner where id in (select key from key_as_id);
    update core.api_key set revoked_at = now()
    where revoked_at is null and hash in (select sha256(convert_to(key, 'UTF8')) from key_as_id);
end
$$;
