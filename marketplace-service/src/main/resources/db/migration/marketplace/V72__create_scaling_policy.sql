-- One row: how many nodes there should be.
create table marketplace.scaling_policy (
    single             boolean primary key default true constraint scaling_policy_single check (single),
    min_nodes          int              not null default 1,
    max_nodes          int              not null default 100,
    target_utilization double precision not null default 0.75,
    scale_up_threshold double precision not null default 0.85,
    predictive_scaling boolean          not null default true,
    -- by whom it was changed, if it ever was
    updated_by         text,
    updated_at         timestamptz,
    constraint scaling_policy_nodes check (0 <= min_nodes and min_nodes <= max_nodes),
    constraint scaling_policy_shares check (0 < target_utilization and target_utilization <= scale_up_threshold
        and scale_up_threshold <= 1)
);
insert into marketplace.scaling_policy default values;

-- How much of what online workers can do at once they did, minute by minute.
create table marketplace.utilization_sample (
    at          timestamptz primary key,
    nodes       int              not null,
    utilization double precision not null
);

-- The dashboard counts the deals of the last minute.
create index hold_by_time on marketplace.hold (created_at);
