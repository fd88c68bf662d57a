-- What came from outside, by the name that it has there: once for each. The same one that was recorded twice before keeps its first.
create table payment.deposit (
    reference text primary key,
    posting   uuid not null
);
insert into payment.deposit (reference, posting)
select distinct on (reference) reference, id from payment.posting where kind = 'deposit' order by reference, at, id;
