-- Jobs whose result is checked by other runs of the same job. ai-service writes both; payment-service lets the money of a
-- run wait for its verdict.
create table core.assurance (
    -- the job that the client submitted, which is the first of the runs
    job_id uuid primary key,
    client text not null,
    -- as the client said it
    wanted text not null,
    -- 32 bytes in hexadecimal digits, committed to by their hash before anybody runs the job, and told once the draw is over
    secret text not null,
    -- with which it was drawn whether there is a second run
    probability numeric(10, 9),
    drawn boolean,
    verdict text constraint assurance_verdict check (verdict in ('clean', 'mismatch', 'undecided', 'unchecked')),
    created_at timestamptz not null default now(),
    decided_at timestamptz,
    constraint assurance_decided check ((verdict is null) = (decided_at is null))
);

create sequence core.assurance_evidence;

create table core.assurance_run (
    -- a job of its own
    run_id uuid primary key,
    job_id uuid not null,
    number int not null constraint assurance_run_number check (number > 0),
    started_at timestamptz,
    miner_id text,
    -- of what of the result is compared
    digest text,
    verdict text constraint assurance_run_verdict
        check (verdict in ('agreed', 'disagreed', 'undecided', 'unchecked', 'none', 'unused')),
    -- the run whose miner is paid with the money of this one instead
    payee_run uuid,
    -- the order of the evidence; only what was compared has one
    evidence bigint constraint assurance_run_evidence_unique unique,
    judged_at timestamptz,
    constraint assurance_run_order unique (job_id, number),
    constraint assurance_run_judged check ((verdict is null) = (judged_at is null))
);
create index assurance_run_by_miner on core.assurance_run (miner_id, evidence) where evidence is not null;
