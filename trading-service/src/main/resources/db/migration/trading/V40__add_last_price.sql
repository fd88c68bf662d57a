-- of the last block of a class that was booked
alter table trading.compute_class add column last_price numeric(38, 8);
update trading.compute_class c set last_price = (
    select f.price_per_hour from trading.compute_fill f join trading.compute_order b on b.id = f.bid_id
    where b.gpu_class = c.id and f.status = 'delivered' order by f.id desc limit 1);
