-- Where principals want to be told of events. Secrets are kept as they are: each delivery is signed with them.
create table payment.webhook (
    id              uuid primary key,
    owner           text        not null,
    url             text        not null,
    events          text[]      not null,
    description     text,
    secret          text        not null,
    previous_secret text,
    previous_until  timestamptz,
    enabled         boolean     not null default true,
    disabled_reason text,
    failing_since   timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);
create index webhook_by_owner on payment.webhook (owner, id);

-- One event for one endpoint. Who claims a delivery moves due past the lease, so what a dead instance held is due again;
-- only the last claim may say how it ended.
create table payment.webhook_delivery (
    id              uuid primary key,
    webhook         uuid        not null references payment.webhook on delete cascade,
    event           text        not null,
    body            text        not null,
    status          text        not null default 'pending'
        constraint webhook_delivery_status check (status in ('pending', 'delivered', 'dead')),
    attempts        int         not null default 0,
    due             timestamptz not null default now(),
    claim           uuid,
    created_at      timestamptz not null default now(),
    ended_at        timestamptz,
    response_status int,
    response        text,
    error           text,
    constraint webhook_delivery_ended check ((status = 'pending') = (ended_at is null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index webhook_delivery_due on payment.webhook_delivery (webhook, due) where status = 'pending';
create index webhook_delivery_by_webhook on payment.webhook_delivery (webhook, id);
create index webhook_delivery_ended on payment.webhook_delivery (ended_at) where ended_at is not null;

-- Ids and times as the API writes them.
create function payment.hex(uuid) returns text language sql immutable as $$
    select replace($1::text, '-', '')
$$;
create function payment.iso(timestamptz) returns text language sql immutable as $$
    select to_char($1 at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
