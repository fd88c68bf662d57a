-- Bookings are made from now on, at the market's price. Those that were reserved or bid for keep their time and price until
-- they end, and marketplace.price_rise keeps what was agreed of more time.
alter table marketplace.booking alter column tenure set default 'on_demand';
