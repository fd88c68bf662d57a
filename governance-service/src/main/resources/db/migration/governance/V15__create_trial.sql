-- The time in which a change of parameters is watched, under the proposal's id.
create table governance.trial (
    id          uuid primary key references governance.proposal,
    version     int         not null default 0,
    state       text        not null constraint trial_state check (state in ('watching', 'kept', 'reverted', 'superseded')),
    -- what was written, and the values before
    changes     json        not null,
    -- with the last look at each
    guardrails  json        not null,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null,
    ended_at    timestamptz,
    reverted_by text,
    looked_at   timestamptz,
    constraint trial_ended check ((state = 'watching') = (ended_at is null)),
    constraint trial_guardian check (reverted_by is null or state = 'reverted')
);
create index trial_watching on governance.trial (id) where state = 'watching';
