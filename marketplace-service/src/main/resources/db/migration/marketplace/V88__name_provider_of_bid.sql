-- What a bidder calls itself; who is paid stays its principal.
alter table marketplace.bid add column provider_name text;
