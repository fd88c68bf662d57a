-- How many of a job's attempts ended for no fault of it. They keep their numbers, which are the fence, but do not count
-- against the most attempts that a job may have.
alter table core.ready add column excused int not null default 0;
alter table core.lease add column excused int not null default 0;
