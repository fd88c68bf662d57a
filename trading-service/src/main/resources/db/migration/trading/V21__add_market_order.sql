alter table trading.spot_order
    add column type text not null default 'limit',
    -- what a market order that buys may cost, in ticks of a lot; its quantity is what it got
    add column budget bigint constraint spot_order_budget check (budget > 0),
    add column valid_until timestamptz,
    drop constraint spot_order_quantity,
    add constraint spot_order_quantity check (quantity > 0 or quantity = 0 and budget is not null);
create index spot_order_due on trading.spot_order (valid_until) where remaining > 0;
