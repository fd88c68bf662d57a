create table governance.profile (
    id        uuid primary key,
    user_id   text        not null constraint profile_once unique,
    joined_at timestamptz not null default now()
);

-- Which share of its power somebody lends to whom. Parts that nobody has stay with the owner.
create table governance.delegation (
    id         uuid primary key,
    delegator  text          not null,
    delegate   text          not null,
    share      numeric(5, 4) not null constraint delegation_share check (share between 0.0001 and 1),
    from_at    timestamptz   not null,
    until_at   timestamptz,
    revoked_at timestamptz,
    constraint delegation_to_another check (delegator <> delegate)
);
create unique index delegation_once on governance.delegation (delegator, delegate) where revoked_at is null;
create index delegation_by_delegate on governance.delegation (delegate) where revoked_at is null;

create table governance.jurisdiction (
    code             text primary key,
    name             text           not null,
    region           text           not null,
    kyc_required     boolean        not null,
    aml_required     boolean        not null,
    tax_reporting    boolean        not null,
    minimum_stake    numeric(38, 8) not null constraint jurisdiction_stake check (minimum_stake >= 0),
    voting_threshold numeric(38, 8),
    gdpr_compliance  boolean        not null
);
insert into governance.jurisdiction values ('GLOBAL', 'Global', 'global', false, false, false, 0, null, false);

-- An admin's word about somebody, with the hash of its evidence; the newest of a kind counts.
create table governance.attestation (
    id            uuid primary key,
    subject       text        not null,
    jurisdiction  text        not null references governance.jurisdiction,
    kind          text        not null constraint attestation_kind check (kind in ('kyc', 'aml', 'tax')),
    evidence_hash text        not null,
    issued_by     text        not null,
    issued_at     timestamptz not null default now(),
    valid_until   timestamptz not null
);
create index attestation_by_subject on governance.attestation (subject, jurisdiction, kind, id);

create table governance.council (
    id                 uuid primary key,
    kind               text           not null constraint council_kind check (kind in ('regional', 'guardian')),
    region             text           not null,
    council_name       text           not null,
    jurisdiction       text           not null references governance.jurisdiction,
    budget_allocation  numeric(38, 8) not null,
    created_at         timestamptz    not null default now(),
    constraint council_exists unique (kind, region, council_name)
);
create unique index guardian_exists on governance.council (kind) where kind = 'guardian';

create table governance.council_member (
    council   uuid        not null references governance.council,
    principal text        not null,
    since     timestamptz not null default now(),
    until     timestamptz
);
create unique index council_member_once on governance.council_member (council, principal) where until is null;

-- Money that a majority of a council pays to somebody. The id is that of the hold.
create table governance.allocation (
    id          uuid primary key,
    version     int            not null default 0,
    council_id  uuid           not null references governance.council,
    amount      numeric(38, 8) not null constraint allocation_amount check (amount > 0),
    purpose     text           not null,
    recipient   text           not null,
    state       text           not null constraint allocation_state check (state in ('proposed', 'approved', 'paid', 'refused')),
    proposed_at timestamptz    not null,
    ended_at    timestamptz,
    constraint allocation_ended check ((state in ('paid', 'refused')) = (ended_at is not null))
);
create unique index allocation_exists on governance.allocation (council_id, recipient, amount, purpose) where state <> 'refused';

create table governance.allocation_approval (
    allocation uuid        not null references governance.allocation,
    approver   text        not null,
    at         timestamptz not null default now(),
    primary key (allocation, approver)
);

create table governance.proposal (
    id                 uuid primary key,
    version            int            not null default 0,
    proposer_id        text           not null,
    council_id         uuid references governance.council,
    category           text           not null constraint proposal_category
        check (category in ('parameter', 'funding', 'council', 'general')),
    method             text           not null constraint proposal_method
        check (method in ('basic', 'single', 'approval', 'weighted', 'quadratic', 'ranked')),
    title              text           not null,
    description        text           not null,
    execution_payload  json           not null,
    choices            text[]         not null,
    content_hash       text           not null,
    state              text           not null constraint proposal_state
        check (state in ('pending', 'active', 'defeated', 'succeeded', 'queued', 'executed', 'expired', 'canceled')),
    quorum_required    numeric(38, 8) not null,
    passing_threshold  numeric(9, 8)  not null,
    created_at         timestamptz    not null,
    voting_starts      timestamptz    not null,
    voting_ends        timestamptz    not null constraint proposal_window check (voting_ends > voting_starts),
    extended_at        timestamptz,
    snapshot_block     bigint,
    snapshot_timestamp timestamptz,
    total_power        numeric(38, 8),
    votes_for          numeric(38, 8) not null default 0,
    votes_against      numeric(38, 8) not null default 0,
    votes_abstain      numeric(38, 8) not null default 0,
    ended_at           timestamptz,
    eta                timestamptz,
    executed_at        timestamptz,
    execution_error    text,
    -- of a funding, under the proposal's id: held, on its way to the recipient or back, or there
    money              text constraint proposal_money check (money in ('held', 'paying', 'returning', 'done')),
    retry_at           timestamptz,
    constraint proposal_counted check (votes_for + votes_against + votes_abstain <= coalesce(total_power, 0)),
    constraint proposal_snapshot check (state in ('pending', 'canceled') or total_power is not null)
);
-- a success that is no funding executes nothing and is over
create unique index duplicate_proposal on governance.proposal (content_hash)
    where state in ('pending', 'active', 'queued') or state = 'succeeded' and category = 'funding';
create index proposal_open on governance.proposal (voting_starts)
    where state in ('pending', 'active', 'queued') or state = 'succeeded' and category = 'funding' or money in ('paying', 'returning');
create index proposal_by_council on governance.proposal (council_id, id);

create function governance.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

-- What is voted on stays what it is.
create trigger proposal_text before update of title, description, execution_payload, choices, method, content_hash, council_id
    on governance.proposal for each row
    when ((old.title, old.description, old.execution_payload::text, old.choices, old.method, old.content_hash, old.council_id)
        is distinct from (new.title, new.description, new.execution_payload::text, new.choices, new.method, new.content_hash, new.council_id))
    execute function governance.refuse_change();
create trigger proposal_electorate before update of snapshot_block, snapshot_timestamp, total_power, quorum_required
    on governance.proposal for each row
    when (old.state <> 'pending' and (old.snapshot_block, old.snapshot_timestamp, old.total_power, old.quorum_required)
        is distinct from (new.snapshot_block, new.snapshot_timestamp, new.total_power, new.quorum_required))
    execute function governance.refuse_change();

-- Who can vote with what, frozen before the vote: the stake of each owner, and what of it is lent to whom.
create table governance.power (
    proposal uuid           not null references governance.proposal,
    owner    text           not null,
    power    numeric(38, 8) not null constraint power_above_zero check (power > 0),
    primary key (proposal, owner)
);
create table governance.power_delegation (
    proposal  uuid           not null references governance.proposal,
    delegator text           not null,
    delegate  text           not null,
    power     numeric(38, 8) not null constraint power_delegation_above_zero check (power > 0),
    primary key (proposal, delegator, delegate)
);
create index power_delegation_by_delegate on governance.power_delegation (proposal, delegate);

create table governance.vote (
    vote_id                     uuid primary key,
    proposal_id                 uuid           not null references governance.proposal,
    voter_id                    text           not null,
    vote_type                   text           constraint vote_kind check (vote_type in ('for', 'against', 'abstain', 'split')),
    parts                       numeric(9, 8)[],
    choices                     int[],
    weights                     numeric[],
    reason                      text,
    power_at_snapshot           numeric(38, 8) not null,
    delegated_power_at_snapshot numeric(38, 8) not null,
    power                       numeric(38, 8) not null constraint vote_power check (power > 0),
    created_at                  timestamptz    not null default clock_timestamp(),
    constraint already_voted unique (proposal_id, voter_id)
);
create index vote_by_voter on governance.vote (voter_id, created_at);

-- What an owner took back from its delegate's ballot by voting itself.
create table governance.vote_reduction (
    proposal  uuid           not null,
    voter     text           not null,
    delegator text           not null,
    power     numeric(38, 8) not null,
    primary key (proposal, voter, delegator)
);

create trigger power_append_only before update or delete or truncate on governance.power
    for each statement execute function governance.refuse_change();
create trigger power_delegation_append_only before update or delete or truncate on governance.power_delegation
    for each statement execute function governance.refuse_change();
create trigger vote_append_only before update or delete or truncate on governance.vote
    for each statement execute function governance.refuse_change();
create trigger vote_reduction_append_only before update or delete or truncate on governance.vote_reduction
    for each statement execute function governance.refuse_change();

create table governance.pool (
    pool_id           uuid primary key,
    pool_name         text          not null,
    developer_address text          not null constraint pool_exists unique,
    declared_base_apy numeric(9, 4) not null,
    created_at        timestamptz   not null default now()
);

-- Reports about periods that are over.
create table governance.report (
    period text primary key,
    report json not null
);
