-- Each batch of a market asks which of its orders are due.
drop index trading.spot_order_due;
create index spot_order_due on trading.spot_order (market, valid_until) where remaining > 0 and valid_until is not null;
