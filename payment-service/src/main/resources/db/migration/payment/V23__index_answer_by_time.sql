-- Old answers are forgotten.
create index answer_by_time on payment.answer (at);
