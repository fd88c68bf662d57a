-- When it was last tried to follow the worker, whether or not that could be done: others have their turn before it is tried again.
alter table marketplace.listed_worker add column tried_at timestamptz;
