-- The price of an hour weighs its payers. Sums that were made before do not tell them: they stand as one.
alter table marketplace.price_print add column payer text not null default '';
alter table marketplace.price_print drop constraint price_print_pkey;
alter table marketplace.price_print add primary key (start, model, payer);

-- The model of each worker's first GPU since when it said so; receipts are of the model that was leased.
create table marketplace.leased_model (
    miner_id text        not null,
    since    timestamptz not null,
    model    text        not null,
    primary key (miner_id, since)
);
create index leased_model_by_time on marketplace.leased_model (since);
