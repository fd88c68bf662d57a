-- What of each sale of an offer goes to others than its seller.
create table marketplace.royalty (
    offer_id   uuid          not null references marketplace.service_offer,
    tier       text          not null constraint royalty_tier check (tier in ('primary', 'secondary', 'tertiary')),
    owner      text          not null,
    percent    numeric(9, 6) not null constraint royalty_percent check (percent > 0 and percent <= 100),
    -- scaled by the offer's share of sales that went well
    dynamic    boolean       not null,
    created_at timestamptz   not null default now(),
    primary key (offer_id, tier)
);

-- Licences that an offer may be used under. Who buys an offer that has some needs one of them.
create table marketplace.license (
    id           uuid primary key,
    offer_id     uuid        not null references marketplace.service_offer,
    type         text        not null constraint license_type check (type in ('commercial', 'research', 'educational', 'custom')),
    terms        json        not null,
    usage_rights text[]      not null,
    custom_terms json,
    -- whether whoever accepts it holds it
    open         boolean     not null,
    created_at   timestamptz not null default now()
);
create index license_by_offer on marketplace.license (offer_id, id);

create table marketplace.license_holder (
    license_id uuid        not null references marketplace.license,
    principal  text        not null,
    granted_at timestamptz not null default now(),
    primary key (license_id, principal)
);

-- A check of what an offer promises: a job on the seller's worker, and what came of it.
create table marketplace.verification (
    id           uuid primary key,
    offer_id     uuid        not null references marketplace.service_offer,
    type         text        not null constraint verification_type check (type in ('comprehensive', 'performance', 'security')),
    asked_by     text        not null,
    miner_id     text        not null,
    -- null until the job is submitted
    job_id       uuid,
    status       text        not null default 'pending'
        constraint verification_status check (status in ('pending', 'passed', 'failed', 'unavailable')),
    checks       json,
    created_at   timestamptz not null default now(),
    concluded_at timestamptz
);
create unique index verification_running on marketplace.verification (offer_id, type) where status = 'pending';
create index verification_by_offer on marketplace.verification (offer_id, id);
