-- Old answers are forgotten, in each service by the same column.
alter table trading.answer rename column created_at to at;
create index answer_by_time on trading.answer (at);
