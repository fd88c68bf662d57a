-- What a transaction may offer for gas, and what a client says of its transfer for itself.
alter table explorer.outgoing
    add column priority  text not null default 'medium'
        constraint outgoing_priority check (priority in ('low', 'medium', 'high', 'urgent', 'critical')),
    add column gas_price numeric(78),
    add column max_fee   numeric(78);
alter table explorer.transfer add column metadata text;
