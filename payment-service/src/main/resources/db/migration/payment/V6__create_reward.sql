-- Agents that take part in rewards. Tiers, scores and streaks are worked out when they are asked for, never kept.
create table payment.reward_profile (
    agent      text primary key,
    created_at timestamptz not null default now()
);

-- How a reward came about; append-only.
create table payment.reward_calculation (
    id           uuid primary key,
    agent        text           not null,
    type         text           not null,
    base         numeric(38, 8) not null constraint reward_calculation_base check (base > 0),
    tier         text           not null,
    trust_score  numeric(7, 3)  not null,
    multiplier   numeric(4, 2)  not null,
    performance  numeric(38, 8) not null,
    loyalty      numeric(38, 8) not null,
    referral     numeric(38, 8) not null,
    milestone    numeric(38, 8) not null,
    total        numeric(38, 8) not null,
    -- what the request said besides; nothing is computed from it
    metrics      json           not null,
    reference_at timestamptz,
    created_at   timestamptz    not null default now(),
    constraint reward_calculation_total
        check (total = trunc(base * multiplier, 8) + performance + loyalty + referral + milestone)
);
create index reward_calculation_by_agent on payment.reward_calculation (agent, created_at);

-- What an agent gets, for a calculation or for a milestone; paid by the posting of the same id.
create table payment.reward_distribution (
    id           uuid primary key,
    agent        text           not null,
    type         text           not null,
    tier         text           not null,
    amount       numeric(38, 8) not null constraint reward_distribution_amount check (amount > 0),
    calculation  uuid constraint reward_distribution_calculation unique,
    milestone    text,
    status       text           not null default 'pending' constraint reward_distribution_status
        check (status in ('pending', 'approved', 'distributed', 'expired', 'cancelled')),
    created_at   timestamptz    not null default now(),
    processed_at timestamptz,
    constraint reward_distribution_milestone unique (agent, milestone),
    constraint reward_distribution_cause check (num_nonnulls(calculation, milestone) = 1),
    constraint reward_distribution_processed check ((status = 'distributed') = (processed_at is not null))
);
create index reward_distribution_pending on payment.reward_distribution (created_at, id) where status = 'pending';
create index reward_distribution_by_agent on payment.reward_distribution (agent, created_at);
create index reward_distribution_by_time on payment.reward_distribution (processed_at) where status = 'distributed';

-- How far agents had come on each day: totals until then, and the days in a row, up to this one, with a paid job.
create view payment.reward_progress as
select agent, day, completed, failed,
       sum(paid) over (partition by agent order by day)::bigint as jobs,
       sum(earned) over (partition by agent order by day) as earned,
       case when paid > 0 then row_number() over (partition by agent, paid > 0, run order by day) else 0 end as streak
from (select d.*, d.day - (count(*) filter (where paid > 0) over (partition by agent order by day))::int as run
      from payment.agent_day d) d;
