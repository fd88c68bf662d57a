-- From then on no node is to hear of it that has not: what it tells would do harm.
alter table explorer.outgoing add column not_after timestamptz;
