-- When a decision is sent next: what payment-service refuses waits behind all others.
alter table marketplace.hold add due_at timestamptz not null default now();
create index hold_due on marketplace.hold (due_at) where state = 'decided';
