-- Values of the suite that governance decided. Services read the newest version whose time has come; until there is one, their
-- own setting counts. A version is known a minute before it counts, so that all instances change at the same time.
create table core.parameter_version (
    name         text           not null,
    version      int            not null constraint parameter_version_number check (version > 0),
    value        numeric(38, 8) not null,
    least        numeric(38, 8) not null,
    most         numeric(38, 8) not null,
    created_at   timestamptz    not null default clock_timestamp(),
    effective_at timestamptz    not null,
    proposal     uuid,
    cause        text           not null constraint parameter_version_cause check (cause in ('proposal', 'reverted')),
    primary key (name, version),
    constraint parameter_version_bounds check (value between least and most),
    constraint parameter_version_ahead check (effective_at >= created_at + interval '60 seconds')
);

create function core.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger parameter_version_append_only before update or delete or truncate on core.parameter_version
    for each statement execute function core.refuse_change();

-- Which service applies which value, since when; version 0 is the service's own setting.
create table core.parameter_use (
    service text           not null,
    name    text           not null,
    value   numeric(38, 8) not null,
    version int            not null,
    seen_at timestamptz    not null default now(),
    primary key (service, name)
);
