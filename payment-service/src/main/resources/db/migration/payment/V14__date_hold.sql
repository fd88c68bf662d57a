-- When money was set aside: what comes back of it counts as not spent, on that day and since the limit was set. Only the holds of
-- jobs were counted before.
alter table payment.hold add column at timestamptz not null default 'epoch';
alter table payment.hold alter column at set default now();
update payment.hold h set at = p.created_at from core.payment p where p.id = h.id and h.state = 'pending';
create index hold_by_time on payment.hold using brin (at);
