-- Miners whose id was an API key are called like the principal of the key from now on, as in core, which has made
-- another name where that one was taken.
create temporary table key_as_id on commit drop as
select k.hash, coalesce(m.id, k.principal) as name
from core.api_key k left join core.miner m on m.id = k.principal || '-' || left(encode(k.hash, 'hex'), 12);

-- of listings in one slot only one can stay; a worker lists its GPUs again
with named as (
  select g.id, k.name is not null as renamed,
         row_number() over (partition by coalesce(k.name, g.miner_id), g.slot order by k.name is not null, g.id) as place
  from marketplace.gpu g left join key_as_id k on k.hash = sha256(convert_to(g.miner_id, 'UTF8'))
  where g.miner_id is not null and g.removed_at is null)
update marketplace.gpu g set removed_at = now() from named n where n.id = g.id and n.renamed and n.place > 1;
update marketplace.gpu g set miner_id = k.name
from key_as_id k where k.hash = sha256(convert_to(g.miner_id, 'UTF8'));

update marketplace.verification v set miner_id = k.name
from key_as_id k where k.hash = sha256(convert_to(v.miner_id, 'UTF8'));

insert into marketplace.listed_worker (miner_id, by_admin)
select k.name, bool_or(w.by_admin)
from marketplace.listed_worker w join key_as_id k on k.hash = sha256(convert_to(w.miner_id, 'UTF8'))
group by k.name
on conflict (miner_id) do nothing;
delete from marketplace.listed_worker w using key_as_id k where k.hash = sha256(convert_to(w.miner_id, 'UTF8'));

insert into marketplace.presence (miner_id, since, online, until)
select distinct on (k.name, p.since, p.online) k.name, p.since, p.online, p.until
from marketplace.presence p join key_as_id k on k.hash = sha256(convert_to(p.miner_id, 'UTF8'))
order by k.name, p.since, p.online, p.until desc
on conflict (miner_id, since, online) do nothing;
delete from marketplace.presence p using key_as_id k where k.hash = sha256(convert_to(p.miner_id, 'UTF8'));
