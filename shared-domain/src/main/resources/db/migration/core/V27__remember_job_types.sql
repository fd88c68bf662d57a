-- The types of jobs that a miner ever offered: a job of such a type is taken also while no miner offers it.
create table core.job_type (
    type text primary key
);

-- text with escapes that PostgreSQL cannot read is left out
insert into core.job_type (type)
select distinct said.type #>> '{}'
from core.miner m
cross join lateral (values (m.capabilities #> '{job_types}'), (m.capabilities #> '{supported_tasks}'),
  (m.capabilities #> '{gpu,supported_tasks}'), (m.capabilities #> '{compute,supported_tasks}')) as list (types)
cross join lateral json_array_elements(case when json_typeof(list.types) = 'array' then list.types end) as said (type)
where m.capabilities::text !~* '\\u(0000|d[89a-f])' and json_typeof(said.type) = 'string' and length(said.type #>> '{}') <= 64;
