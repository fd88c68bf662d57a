-- What an agent (whoever owns miners) did on a day (UTC), counted from the outbox: outcomes of jobs and settled payments.
create table payment.agent_day (
    agent           text           not null,
    day             date           not null,
    completed       bigint         not null default 0,
    failed          bigint         not null default 0,
    countersigned   bigint         not null default 0,
    -- jobs that somebody else paid for
    paid            bigint         not null default 0,
    compute_seconds numeric(38, 6) not null default 0,
    -- by others, net of fees, in AITBC
    earned          numeric(38, 8) not null default 0,
    primary key (agent, day)
) with (fillfactor = 70);
create index agent_day_by_day on payment.agent_day (day);
