-- Which card a GPU is, as its worker reported it. A GPU that no worker has reported is claimed: it is shown, and cannot be booked.
alter table marketplace.gpu
    add column uuid text,
    add column driver text,
    add column claimed boolean not null default true,
    -- since when it is that card; null where its worker's report has not been read since it was listed
    add column bound_at timestamptz;
-- until each worker has been followed again, so that no booking ends before
update marketplace.gpu set claimed = false where miner_id is not null;
update marketplace.listed_worker set version = null;
-- only a card takes a slot, and each card is on the market once, whatever worker it is in
drop index marketplace.gpu_by_slot;
create unique index gpu_by_slot on marketplace.gpu (miner_id, slot) where miner_id is not null and removed_at is null and not claimed;
create unique index gpu_by_uuid on marketplace.gpu (uuid) where removed_at is null and not claimed;
create index gpu_by_card on marketplace.gpu (uuid) where uuid is not null;
-- what its worker's owner has sold is not listed again by that owner
create index gpu_sale_by_seller on marketplace.gpu_sale (seller) where state = 'sold';
