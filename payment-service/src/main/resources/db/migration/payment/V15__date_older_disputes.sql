-- Disputes from before there were deadlines: they end like others a day from now. There is no deposit, so it does not matter who
-- disputed.
insert into payment.dispute (payment, disputant, by_payer)
select p.id, p.payer, true from core.payment p
where p.status = 'disputed' and not exists (select from payment.dispute d where d.payment = p.id);
