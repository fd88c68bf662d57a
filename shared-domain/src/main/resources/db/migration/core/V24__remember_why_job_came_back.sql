-- Of a waiting job that a miner had before: why it has it no more, as its client is told.
alter table core.ready add column note text;
