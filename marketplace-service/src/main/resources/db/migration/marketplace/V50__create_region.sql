-- Regions that operators named, and those that workers say they are in.
create table marketplace.region (
    code            text primary key,
    name            text        not null,
    area            text        not null default '',
    timezone        text        not null default 'UTC',
    language        text        not null default 'en',
    -- what is asked to see whether the region is there; null where only its workers tell
    api_endpoint    text,
    priority_weight numeric     not null default 1,
    -- what an admin says of it; whether an active one is there is measured
    status          text        not null default 'active'
        constraint region_status check (status in ('active', 'inactive', 'maintenance', 'deprecated')),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);

-- What was measured of a region: by asking its endpoint, or by an admin who reports it.
create table marketplace.region_sample (
    id            bigint generated always as identity primary key,
    region        text        not null references marketplace.region,
    at            timestamptz not null default clock_timestamp(),
    -- who reports it; null where it was measured here
    reporter      text,
    health        double precision not null constraint sample_health check (health between 0 and 1),
    -- milliseconds
    response_time double precision,
    error_rate    double precision not null constraint sample_errors check (error_rate between 0 and 1),
    load_factor   double precision
);
create index region_sample_newest on marketplace.region_sample (region, at desc);
create index region_sample_by_age on marketplace.region_sample (at);
