-- Old answers are forgotten, in each service by the same column.
alter table marketplace.answer rename column created_at to at;
create index answer_by_time on marketplace.answer (at);
