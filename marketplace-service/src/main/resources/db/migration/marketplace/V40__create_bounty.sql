-- Money for whoever solves something. The id is that of the hold which keeps the reward and the fees.
create table marketplace.bounty (
    id                    uuid primary key references marketplace.hold,
    creator               text           not null,
    title                 text           not null,
    description           text           not null,
    reward                numeric(38, 8) not null,
    creation_fee          numeric(38, 8) not null,
    success_fee           numeric(38, 8) not null,
    platform_fee          numeric(38, 8) not null,
    tier                  text           not null,
    status                text           not null constraint bounty_status
        check (status in ('active', 'completed', 'expired', 'disputed')),
    performance_criteria  json           not null,
    min_accuracy          numeric(7, 4)  not null,
    max_response_time     int,
    deadline              timestamptz    not null,
    max_submissions       int            not null,
    submission_count      int            not null default 0,
    requires_zk_proof     boolean        not null,
    auto_verify_threshold numeric(7, 4)  not null,
    tags                  text[]         not null,
    category              text,
    difficulty            text,
    created_at            timestamptz    not null default now(),
    winner                uuid,
    completed_at          timestamptz,
    -- since when the money is on its way, to the winner or back
    settled_at            timestamptz,
    constraint bounty_submissions check (submission_count <= max_submissions),
    constraint bounty_winner check (status <> 'completed' or winner is not null)
);
create index bounty_by_creator on marketplace.bounty (creator, id);
create index bounty_open on marketplace.bounty (deadline) where settled_at is null;
create index bounty_by_tag on marketplace.bounty using gin (tags);

create table marketplace.submission (
    id                uuid primary key,
    bounty_id         uuid          not null references marketplace.bounty,
    submitter         text          not null,
    accuracy          numeric(7, 4) not null,
    response_time     int,
    compute_power     numeric(38, 8),
    energy_efficiency numeric(7, 4),
    zk_proof          json,
    performance_hash  text          not null,
    submission_data   json          not null,
    test_results      json          not null,
    status            text          not null constraint submission_status
        check (status in ('pending', 'verified', 'rejected', 'disputed')),
    submitted_at      timestamptz   not null default now(),
    judged_at         timestamptz,
    verifier          text,
    notes             text,
    dispute_reason    text,
    disputed_at       timestamptz,
    dispute_resolved  boolean       not null default false,
    constraint submission_once unique (bounty_id, submitter)
);
create index submission_by_submitter on marketplace.submission (submitter, id);
alter table marketplace.bounty add constraint bounty_has_its_winner foreign key (winner) references marketplace.submission;
