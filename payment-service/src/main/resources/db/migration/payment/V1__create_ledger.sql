-- The double-entry ledger. Whoever writes locks the head first, so entries are in one order without gaps, and each entry's
-- hash covers the one before: what is changed later shows.
create table payment.account (
    id        uuid primary key,
    owner     text           not null,
    currency  text           not null constraint account_currency check (currency in ('AITBC', 'BTC', 'ETH', 'USDT')),
    kind      text           not null constraint account_kind
        check (kind in ('available', 'escrow', 'stake', 'rewards', 'pool', 'fees', 'treasury', 'external')),
    balance   numeric(38, 8) not null default 0,
    opened_at timestamptz    not null default now(),
    constraint account_unique unique (owner, currency, kind),
    constraint account_not_overdrawn check (balance >= 0 or kind = 'external')
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- One all-or-nothing change, under an id that its client made: a repetition finds it here.
create table payment.posting (
    id        uuid primary key,
    kind      text        not null,
    reference text        not null,
    digest    bytea       not null,
    at        timestamptz not null
);
create index posting_by_reference on payment.posting (reference);

create table payment.entry (
    seq     bigint primary key,
    posting uuid           not null,
    account uuid           not null,
    amount  numeric(38, 8) not null constraint entry_amount check (amount <> 0),
    balance numeric(38, 8) not null,
    at      timestamptz    not null,
    hash    bytea          not null
);
create index entry_by_account on payment.entry (account, seq);
create index entry_by_posting on payment.entry (posting);

-- Money set aside until it is decided about, once: posted (in whole or in part), voided or expired.
create table payment.hold (
    id          uuid primary key,
    account     uuid           not null,
    held_in     uuid           not null,
    amount      numeric(38, 8) not null constraint hold_amount check (amount > 0),
    state       text           not null constraint hold_state check (state in ('pending', 'posted', 'voided', 'expired')),
    posted      numeric(38, 8) not null default 0 constraint hold_posted check (posted between 0 and amount),
    resolved_by uuid,
    constraint hold_resolved check ((state = 'pending') = (resolved_by is null))
) with (fillfactor = 70);
create index hold_pending on payment.hold (held_in) where state = 'pending';

-- The last entry there is; one row.
create table payment.head (
    one  boolean primary key default true constraint head_one check (one),
    seq  bigint not null,
    hash bytea  not null
);
insert into payment.head (seq, hash) values (0, '\x00');

create function payment.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger entry_append_only before update or delete or truncate on payment.entry
    for each statement execute function payment.refuse_change();
create trigger posting_append_only before update or delete or truncate on payment.posting
    for each statement execute function payment.refuse_change();
