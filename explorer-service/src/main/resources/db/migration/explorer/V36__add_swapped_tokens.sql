-- The token's contracts on the two chains; without them it is the chains' coin that is swapped.
alter table explorer.swap
    add column source_token text,
    add column target_token text,
    add constraint swap_asset check ((source_token is null) = (target_token is null));
