-- What an event's readers need to know beside its subject; null for the events of jobs, of which there are many.
alter table core.outbox add column data jsonb;
