-- Money that is set aside at payment-service for a deal, under the same id, and the answers of repeated requests.
create table governance.hold (
    id         uuid primary key,
    deal       uuid           not null,
    attempt    int            not null,
    kind       text           not null,
    reference  text           not null,
    payer      text           not null,
    amount     numeric(38, 8) not null,
    currency   text           not null,
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
create index hold_open on governance.hold (created_at) where state in ('wanted', 'decided');
create index hold_due on governance.hold (due_at) where state = 'decided';

create table governance.answer (
    principal    text        not null,
    key          text        not null,
    request_hash text        not null,
    answer       json        not null,
    at           timestamptz not null default now(),
    primary key (principal, key)
);
create index answer_by_time on governance.answer (at);
