-- What the author had paid for the GPU since its review before, by which the rating is weighed; the least unit where it was not AITBC.
alter table marketplace.review add column paid numeric(38, 8) not null default 0.00000001
    constraint review_paid check (paid > 0);

update marketplace.review r
set paid = coalesce(
      (select b.billed from marketplace.booking b where b.id = r.booking_id and b.currency = 'AITBC' and b.billed > 0),
      (select p.released from core.payment p where p.job_id = r.job_id and p.currency = 'AITBC' and p.released > 0),
      r.paid);

create index review_by_author on marketplace.review (gpu_id, author, created_at);
