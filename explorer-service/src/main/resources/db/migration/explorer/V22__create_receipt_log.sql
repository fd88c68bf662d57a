-- The log of receipts: a Merkle tree (RFC 6962) over the SHA-256 of each receipt's canonical JSON, in the order in which jobs
-- were completed.
create table explorer.receipt_leaf (
    index      bigint primary key,
    receipt_id uuid        not null constraint receipt_leaf_once unique,
    job_id     uuid        not null,
    sha256     bytea       not null constraint receipt_leaf_sha256 check (length(sha256) = 32),
    logged_at  timestamptz not null default now()
);

-- The hashes of complete subtrees: 2^level leaves from index * 2^level on.
create table explorer.receipt_node (
    level smallint not null,
    index bigint   not null,
    hash  bytea    not null,
    primary key (level, index)
);

create function explorer.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger receipt_leaf_append_only before update or delete or truncate on explorer.receipt_leaf
    execute function explorer.refuse_change();
create trigger receipt_node_append_only before update or delete or truncate on explorer.receipt_node
    execute function explorer.refuse_change();

-- The roots that were handed to the outbox, each as one transaction.
create table explorer.anchor (
    id        bigint generated always as identity primary key,
    tree_size bigint not null,
    root      bytea  not null,
    chain_id  bigint not null,
    instance  int    not null,
    contract  text   not null,
    outgoing  uuid   not null constraint anchor_once unique references explorer.outgoing
);
create index anchor_by_size on explorer.anchor (instance, contract, tree_size);
