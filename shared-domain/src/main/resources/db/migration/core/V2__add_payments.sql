-- What money a job has. payment-service alone writes this, in the transaction that moves the money; others read it. The
-- submit of a paid job locks the row, so that a hold is either given back or has its job, never both.
create table core.payment (
    id         uuid primary key,
    job_id     uuid           not null constraint payment_job_unique unique,
    payer      text           not null,
    amount     numeric(38, 8) not null constraint payment_amount check (amount > 0),
    currency   text           not null constraint payment_currency check (currency in ('AITBC', 'BTC', 'ETH', 'USDT')),
    method     text           not null,
    status     text           not null constraint payment_status
        check (status in ('escrowed', 'disputed', 'released', 'refunded')),
    created_at timestamptz    not null default now(),
    updated_at timestamptz    not null default now(),
    expires_at timestamptz    not null,
    -- what became of it: released includes the fee, and released + refunded = amount once it is settled
    released   numeric(38, 8) not null default 0,
    fee        numeric(38, 8) not null default 0,
    refunded   numeric(38, 8) not null default 0,
    payee      text,
    miner_id   text,
    settlement uuid,
    settled_at timestamptz,
    reason     text,
    constraint payment_settled check ((status in ('released', 'refunded')) = (settled_at is not null)
        and (settled_at is null or released + refunded = amount))
) with (fillfactor = 70);
create index payment_by_payer on core.payment (payer, id);
create index payment_by_payee on core.payment (payee, id) where payee is not null;
create index payment_by_miner on core.payment (miner_id, job_id) where miner_id is not null;
create index payment_open on core.payment (id) where status = 'escrowed';
create index payment_by_expiry on core.payment (expires_at) where status = 'escrowed';

-- What a client lets itself spend. Jobs without a price of their own get a hold of per_job where it is set.
create table core.spend_limit (
    owner       text           not null,
    currency    text           not null,
    per_job     numeric(38, 8) constraint spend_limit_per_job check (per_job > 0),
    per_day     numeric(38, 8) constraint spend_limit_per_day check (per_day > 0),
    total       numeric(38, 8) constraint spend_limit_total check (total > 0),
    low_balance numeric(38, 8) constraint spend_limit_low_balance check (low_balance > 0),
    -- what was committed to jobs, less what came back: since the total was set, and on the day (UTC)
    spent       numeric(38, 8) not null default 0,
    since       timestamptz    not null default now(),
    day         date           not null default (now() at time zone 'utc')::date,
    day_spent   numeric(38, 8) not null default 0,
    primary key (owner, currency)
);

-- How far each reader of the outbox has come; moved by the transaction that applies the events.
create table core.outbox_offset (
    reader text primary key,
    xid    xid8   not null,
    id     bigint not null
);

-- Until when the money that is held for a job pays for its lease; no renewal passes it.
alter table core.lease add column funded_until timestamptz;

-- What of a job is saved outside of its worker: the next attempt goes on from there, and a client that cancels pays for it.
create table core.checkpoint (
    job_id   uuid primary key,
    miner_id text        not null,
    attempt  int         not null,
    share    real        not null constraint checkpoint_share check (share > 0 and share <= 1),
    data     json,
    at       timestamptz not null default now()
) with (fillfactor = 70);
