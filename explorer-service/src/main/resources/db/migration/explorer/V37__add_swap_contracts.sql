-- The contracts that hold the two locks, since another may be made or configured while a swap is open; null for older swaps.
alter table explorer.swap
    add column source_contract text,
    add column target_contract text;
