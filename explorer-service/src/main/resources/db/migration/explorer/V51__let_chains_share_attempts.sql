-- A chain may be started again from its first block: then a transaction of before may be signed a second time, byte for byte.
alter table explorer.attempt drop constraint attempt_pkey, add primary key (outgoing, hash);
