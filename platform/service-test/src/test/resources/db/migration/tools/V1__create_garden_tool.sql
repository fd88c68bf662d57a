create table tools.garden_tool (
    id      uuid primary key,
    version int            not null,
    name    text           not null constraint name_taken unique,
    price   numeric(38, 8) not null,
    tags    text[]         not null,
    details json           not null,
    seen_at timestamptz    not null,
    state   text           not null
);
