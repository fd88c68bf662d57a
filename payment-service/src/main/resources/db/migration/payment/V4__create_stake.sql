-- Stakes on agents. The amounts of a staker's active and unbonding stakes add up to its account of kind stake, the rewards
-- of all of its stakes to its account of kind rewards; StakeAudit compares them.

-- One row per agent that was ever staked on. Whoever moves rewards of the agent's stakes locks it first.
create table payment.stake_pool (
    agent     text primary key,
    opened_at timestamptz not null default now()
);

create table payment.stake (
    id            uuid primary key,
    staker        text           not null,
    agent         text           not null,
    -- in AITBC; what is left of it after slashing, and what it was where it is completed
    amount        numeric(38, 8) not null constraint stake_amount check (amount between 0 and 100000),
    lock_days     int            not null constraint stake_lock check (lock_days between 1 and 365),
    started_at    timestamptz    not null default now(),
    ends_at       timestamptz    not null,
    status        text           not null default 'active' constraint stake_status
        check (status in ('active', 'unbonding', 'completed', 'slashed')),
    -- distributed and not claimed yet
    rewards       numeric(38, 8) not null default 0 constraint stake_rewards check (rewards >= 0),
    -- until when the pool has paid
    rewarded_at   timestamptz    not null default now(),
    auto_compound boolean        not null,
    unbonding_at  timestamptz,
    penalty       numeric(38, 8) not null default 0 constraint stake_penalty check (penalty >= 0),
    constraint stake_unbonding check (unbonding_at is not null or status in ('active', 'slashed'))
) with (fillfactor = 70);
create index stake_by_staker on payment.stake (staker, id);
create index stake_active on payment.stake (agent) include (amount) where status = 'active';

-- What stakes were given, by the posting that gave it.
create table payment.stake_reward (
    posting uuid           not null,
    stake   uuid           not null,
    staker  text           not null,
    agent   text           not null,
    source  text           not null constraint stake_reward_source check (source in ('distribution', 'pool')),
    amount  numeric(38, 8) not null constraint stake_reward_amount check (amount > 0),
    at      timestamptz    not null default now(),
    primary key (posting, stake, source)
);
create index stake_reward_by_staker on payment.stake_reward (staker, at);
create index stake_reward_by_agent on payment.stake_reward (agent, at);
create index stake_reward_by_time on payment.stake_reward (at);

-- What agents shared with their stakers; the id is the posting's.
create table payment.stake_distribution (
    id      uuid primary key,
    agent   text           not null,
    asked   numeric(38, 8) not null,
    fee     numeric(38, 8) not null,
    shared  numeric(38, 8) not null,
    stakers int            not null,
    data    json,
    at      timestamptz    not null default now(),
    constraint stake_distribution_covered check (fee >= 0 and shared > 0 and fee + shared <= asked)
);
create index stake_distribution_by_agent on payment.stake_distribution (agent, at);

-- What was taken from stakes as a punishment; the id is the posting's.
create table payment.stake_slash (
    id       uuid primary key,
    stake    uuid           not null,
    fraction numeric(9, 8)  not null,
    amount   numeric(38, 8) not null constraint stake_slash_amount check (amount > 0),
    reason   text           not null,
    slasher  text           not null,
    at       timestamptz    not null default now()
);
create index stake_slash_by_stake on payment.stake_slash (stake);

-- What oracles (admins) measured of agents.
create table payment.stake_report (
    id                uuid primary key,
    agent             text          not null,
    accuracy          numeric(9, 6) not null constraint stake_report_accuracy check (accuracy between 0 and 100),
    successful        boolean       not null,
    response_time     numeric(15, 6),
    compute_power     numeric(15, 6),
    energy_efficiency numeric(9, 6),
    reporter          text          not null,
    at                timestamptz   not null default now()
);
create index stake_report_by_agent on payment.stake_report (agent, at);
