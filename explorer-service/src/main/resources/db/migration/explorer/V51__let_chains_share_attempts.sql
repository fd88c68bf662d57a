-- On a chain that began anew one of the chain before may be signed again, byte for byte.
alter table explorer.attempt drop constraint attempt_pkey, add primary key (outgoing, hash);
