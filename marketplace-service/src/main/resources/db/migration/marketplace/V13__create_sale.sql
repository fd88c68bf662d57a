-- GPUs whose listings are for sale: who buys one is paid for what is booked from then on.
create table marketplace.gpu_sale (
    id          uuid primary key,
    gpu_id      uuid           not null references marketplace.gpu,
    seller      text           not null,
    price       numeric(38, 8) not null constraint gpu_sale_price check (price > 0),
    currency    text           not null,
    description text           not null,
    state       text           not null constraint gpu_sale_state check (state in ('open', 'sold', 'withdrawn')),
    offered_at  timestamptz    not null,
    buyer       text,
    ended_at    timestamptz,
    -- the money of who bought it
    hold_id     uuid,
    constraint gpu_sale_sold check ((state = 'sold') = (buyer is not null and hold_id is not null))
);
create unique index gpu_sale_open on marketplace.gpu_sale (gpu_id) where state = 'open';
create index gpu_sale_by_id on marketplace.gpu_sale (id) where state = 'open';
