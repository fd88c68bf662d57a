-- Which miner a waiting job came back from. Others are given it first; until then this one is not given it at all.
alter table core.ready add column failed_by text, add column not_there_until timestamptz;
