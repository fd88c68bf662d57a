-- The answers of requests that carried an Idempotency-Key.
create table trading.answer (
    principal    text        not null,
    key          text        not null,
    request_hash text        not null,
    answer       json        not null,
    created_at   timestamptz not null default now(),
    primary key (principal, key)
);

-- Money that trading sets aside at payment-service, under the same id. The row is there before the money is asked for, and
-- the decision before it is sent, so that a crash between leaves nothing unknown.
create table trading.hold (
    id         uuid primary key,
    -- what one request asks for; where it fails, its repetition is another attempt
    deal       uuid           not null,
    attempt    int            not null,
    kind       text           not null,
    reference  text           not null,
    payer      text           not null,
    amount     numeric(38, 8) not null,
    currency   text           not null,
    -- wanted: asked for; taken: a deal counts on it; decided: who gets what is known, and sent; settled: it was paid
    state      text           not null constraint hold_state check (state in ('wanted', 'taken', 'decided', 'settled')),
    created_at timestamptz    not null default now(),
    due_at     timestamptz    not null default now(),
    decision   json,
    settled_at timestamptz,
    paid       numeric(38, 8),
    fee        numeric(38, 8),
    returned   numeric(38, 8),
    constraint hold_attempt unique (deal, attempt),
    constraint hold_decision check ((state in ('decided', 'settled')) = (decision is not null))
);
create index hold_open on trading.hold (created_at) where state in ('wanted', 'decided');
create index hold_due on trading.hold (due_at) where state = 'decided';
