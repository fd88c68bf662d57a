-- What a change of parameters would have made of the days before. A result stays as it is; a rerun is another row.
create table governance.backtest (
    backtest_id  uuid primary key,
    proposal_id  uuid        not null references governance.proposal,
    changes      json        not null,
    days         int         not null constraint backtest_days check (days between 1 and 90),
    status       text        not null default 'queued' constraint backtest_status
        check (status in ('queued', 'failed', 'inconsistent', 'done')),
    requested_at timestamptz not null,
    due_at       timestamptz not null,
    error        text,
    finished_at  timestamptz,
    report       json,
    constraint backtest_result check ((status in ('inconsistent', 'done')) = (report is not null and finished_at is not null))
);
create unique index backtest_open on governance.backtest (proposal_id) where status in ('queued', 'failed');
create index backtest_by_proposal on governance.backtest (proposal_id, backtest_id);
create index backtest_due on governance.backtest (due_at) where status in ('queued', 'failed');

create trigger backtest_result_stays before update or delete on governance.backtest
    for each row when (old.report is not null) execute function governance.refuse_change();
create trigger backtest_kept before truncate on governance.backtest
    for each statement execute function governance.refuse_change();
