create table shop.answer (
    principal    text        not null,
    key          text        not null,
    request_hash text        not null,
    answer       json        not null,
    at           timestamptz not null default now(),
    primary key (principal, key)
);
create table shop.hold (
    id         uuid primary key,
    deal       uuid           not null,
    attempt    int            not null,
    kind       text           not null,
    reference  text           not null,
    payer      text           not null,
    amount     numeric(38, 8) not null,
    currency   text           not null,
    state      text           not null check (state in ('wanted', 'taken', 'decided', 'settled')),
    created_at timestamptz    not null default now(),
    due_at     timestamptz    not null default now(),
    decision   json,
    settled_at timestamptz,
    paid       numeric(38, 8),
    fee        numeric(38, 8),
    returned   numeric(38, 8),
    unique (deal, attempt)
);
create table shop.purchase (
    id    uuid primary key,
    buyer text           not null,
    item  text           not null,
    kind  text           not null,
    price numeric(38, 8) not null
);
