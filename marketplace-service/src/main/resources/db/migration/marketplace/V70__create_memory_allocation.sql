-- Blocks of GPUs' memory that are set aside for jobs, until they are released or their time is over.
create table marketplace.memory_allocation (
    job_id                  text primary key,
    gpu_id                  uuid        not null references marketplace.gpu,
    owner                   text        not null,
    -- bytes
    span                    int8range   not null constraint memory_allocation_span check (not isempty(span)),
    -- as it was answered, so that a repetition is answered alike
    estimated_completion_ms bigint,
    expires_at              timestamptz not null,
    constraint memory_allocation_alone exclude using gist (gpu_id with =, span with &&)
);
create index memory_allocation_by_expiry on marketplace.memory_allocation (expires_at);
