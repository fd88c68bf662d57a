-- Which GPU of its miner is booked, from 0 in the order of its report; null where it was booked before.
alter table core.reservation add column gpu_slot int;
