-- What can be said now of each worker and each GPU, for all who ask. It is no numbered migration, since it looks at tables
-- of several features.
drop view if exists marketplace.listing;
drop view if exists marketplace.worker;

-- A worker is offline once miner-service says so: it was signed off, or silent for longer than a lease lasts. Where the last
-- sign of life is older than that and nobody has said so, nobody listens, and nothing is known. A worker that says nothing
-- while it works is seen as long as it holds a lease.
create view marketplace.worker as
select m.id, m.owner, m.region, m.concurrency, m.deregistered, seen.at as last_seen, b.inflight, b.details,
       case when m.deregistered or not b.online then 'offline'
            when seen.at < now() - interval '45 seconds' then 'unknown'
            else 'online' end as presence
from core.miner m
join core.miner_beat b on b.miner_id = m.id
cross join lateral (
  select case when b.online and not m.keeps_leases and b.last_seen < now() - interval '15 seconds'
                   and exists (select from core.lease l where l.miner_id = m.id and l.until > now()) then now()
              else b.last_seen end as at) seen;

create view marketplace.listing as
select g.id, g.owner, g.miner_id, g.slot, g.model, trim_scale(g.memory_gb) as memory_gb, g.cuda_version, g.region,
       trim_scale(g.price_per_hour) as price_per_hour, g.currency, trim_scale(g.min_hours) as min_hours,
       trim_scale(g.max_hours) as max_hours, g.models, g.interruptible, trim_scale(g.sla) as sla, g.capabilities,
       g.description, g.cuda_cores, g.compute_capability, g.offered, g.listed_by_worker, g.claimed, g.driver, g.created_at, g.updated_at,
       now_is.status, now_is.status = 'available' as available, w.last_seen,
       b.id as booking_id, b.tenure as booking_tenure, lower(b.span) as booked_from, upper(b.span) as booked_until,
       b.price_per_hour as booked_price,
       case now_is.status when 'available' then 'open'
                          when 'booked' then case b.tenure when 'reserved' then 'reserved' else 'booked' end
                          else 'closed' end as offer_status,
       coalesce(trim_scale(round(r.average, 2)), 0) as average_rating, coalesce(r.total, 0) as total_reviews,
       trim_scale(s.reliability) as reliability
from marketplace.gpu g
left join marketplace.worker w on w.id = g.miner_id
left join marketplace.booking b on b.gpu_id = g.id and b.state = 'active' and b.span @> now()
left join marketplace.score s on s.gpu_id = g.id
left join (select gpu_id, sum(rating * paid) / sum(paid) as average, count(*) as total from marketplace.review group by gpu_id) r on r.gpu_id = g.id
cross join lateral (
  select case when b.id is not null then 'booked'
              when w.presence is distinct from 'online' then coalesce(w.presence, 'unknown')
              when g.claimed then 'claimed'
              when not g.offered then 'paused'
              else 'available' end as status) now_is
where g.removed_at is null;
