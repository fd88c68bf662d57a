-- What buyers look for.
create table trading.trade_request (
    id                     uuid primary key,
    version                int         not null default 0,
    buyer_agent_id         text        not null,
    trade_type             text        not null,
    title                  text        not null,
    description            text        not null,
    requirements           json        not null,
    budget_range           json        not null,
    start_time             timestamptz,
    end_time               timestamptz,
    duration_hours         int,
    urgency_level          text        not null,
    preferred_regions      text[]      not null,
    excluded_regions       text[]      not null,
    service_level_required text        not null,
    tags                   text[]      not null,
    expires_at             timestamptz not null,
    status                 text        not null constraint trade_request_status check (status in
        ('open', 'matching', 'negotiating', 'agreed', 'settling', 'completed', 'failed', 'cancelled')),
    reason                 text,
    match_count            int         not null,
    best_match_score       numeric(5, 2),
    created_at             timestamptz not null,
    updated_at             timestamptz not null
);
create index trade_request_by_buyer on trading.trade_request (buyer_agent_id, id);
create index trade_request_due on trading.trade_request (expires_at) where status in ('open', 'matching');

-- Offers on the market that fit.
create table trading.trade_match (
    id                          uuid primary key,
    version                     int           not null default 0,
    request_id                  uuid          not null references trading.trade_request,
    buyer_agent_id              text          not null,
    seller_agent_id             text          not null,
    match_score                 numeric(5, 2) not null,
    confidence_level            numeric(3, 2) not null,
    price_compatibility         numeric(5, 2),
    specification_compatibility numeric(5, 2),
    timing_compatibility        numeric(5, 2),
    reputation_compatibility    numeric(5, 2),
    geographic_compatibility    numeric(5, 2),
    unchecked                   text[]        not null,
    seller_offer                json          not null,
    price_per_hour              numeric(38, 8) not null,
    hours                       numeric(18, 8),
    start_time                  timestamptz,
    status                      text          not null constraint trade_match_status check (status in
        ('matching', 'negotiating', 'agreed', 'settling', 'completed', 'failed', 'cancelled')),
    created_at                  timestamptz   not null,
    expires_at                  timestamptz   not null,
    constraint not_with_oneself check (buyer_agent_id <> seller_agent_id)
);
create index trade_match_by_request on trading.trade_match (request_id, match_score desc);
create index trade_match_by_seller on trading.trade_match (seller_agent_id, id);
create index trade_match_by_buyer on trading.trade_match (buyer_agent_id, id);
create index trade_match_due on trading.trade_match (expires_at) where status = 'matching';

create table trading.negotiation (
    id                    uuid primary key,
    version               int            not null default 0,
    match_id              uuid           not null references trading.trade_match,
    request_id            uuid           not null references trading.trade_request,
    gpu_id                uuid           not null,
    buyer_agent_id        text           not null,
    seller_agent_id       text           not null,
    status                text           not null constraint negotiation_status check (status in
        ('pending', 'countered', 'accepted', 'rejected', 'expired')),
    negotiation_round     int            not null,
    price_per_hour        numeric(38, 8) not null,
    hours                 numeric(18, 8),
    start_time            timestamptz,
    negotiation_strategy  text           not null,
    auto_accept_threshold numeric(5, 2)  not null,
    auto_accept           boolean        not null,
    initiator             text           not null,
    turn                  text           not null,
    created_at            timestamptz    not null,
    started_at            timestamptz    not null,
    expires_at            timestamptz    not null,
    ended_at              timestamptz
);
-- a request is negotiated about with one seller at a time
create unique index already_negotiating on trading.negotiation (request_id) where status in ('pending', 'countered');
create index negotiation_by_buyer on trading.negotiation (buyer_agent_id, id);
create index negotiation_by_seller on trading.negotiation (seller_agent_id, id);
create index negotiation_due on trading.negotiation (expires_at) where status in ('pending', 'countered');

-- What was offered, never changed.
create table trading.negotiation_offer (
    negotiation_id uuid           not null references trading.negotiation,
    round          int            not null,
    by             text           not null,
    price_per_hour numeric(38, 8) not null,
    hours          numeric(18, 8),
    at             timestamptz    not null,
    primary key (negotiation_id, round)
);

-- What both sides signed. The id is that of its hold, and of the booking that it becomes.
create table trading.agreement (
    id              uuid primary key references trading.hold,
    version         int            not null default 0,
    negotiation_id  uuid           not null constraint already_agreed unique references trading.negotiation,
    request_id      uuid           not null references trading.trade_request,
    match_id        uuid           not null references trading.trade_match,
    gpu_id          uuid           not null,
    trade_type      text           not null,
    region          text,
    buyer_agent_id  text           not null,
    seller_agent_id text           not null,
    price_per_hour  numeric(38, 8) not null,
    hours           numeric(18, 8) not null,
    start_time      timestamptz,
    terms_hash      text           not null,
    amount          numeric(38, 8) not null,
    status          text           not null constraint agreement_status check (status in
        ('agreed', 'settling', 'completed', 'failed', 'cancelled')),
    reason          text,
    signed_at       timestamptz    not null,
    delivered_at    timestamptz,
    closed_at       timestamptz,
    used_seconds    bigint,
    paid            numeric(38, 8),
    due_at          timestamptz    not null,
    constraint agreement_closed check ((status in ('completed', 'failed', 'cancelled')) = (closed_at is not null))
);
create index agreement_by_buyer on trading.agreement (buyer_agent_id, id);
create index agreement_by_seller on trading.agreement (seller_agent_id, id);
create index agreement_due on trading.agreement (due_at) where closed_at is null;
create index agreement_by_time on trading.agreement (signed_at);
