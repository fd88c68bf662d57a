-- What ended in a time. Rows come in the order of time: an index of their pages costs a result nothing.
create index outcome_by_end on core.outcome using brin (ended_at) with (autosummarize = on);
