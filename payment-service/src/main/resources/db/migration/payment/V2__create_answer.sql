-- The answers of requests that carried an Idempotency-Key, written by the transaction that did what they asked for.
create table payment.answer (
    principal    text        not null,
    key          text        not null,
    request_hash text        not null,
    answer       json        not null,
    at           timestamptz not null default now(),
    primary key (principal, key)
);
