-- Each job leaves a dead row in both, and in their indexes: what looks for the first waiting job walks over them.
alter table core.ready set (autovacuum_vacuum_threshold = 500);
-- One batch of heartbeats may renew every lease of a page, and each new version is to find room there.
alter table core.lease set (autovacuum_vacuum_threshold = 500, fillfactor = 50);
