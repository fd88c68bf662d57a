package org.aitbc.bench.chaos.environment;

import java.sql.SQLException;

/** A trigger that records each lease that begins, is renewed or ends: the suite keeps current leases only. */
final class LeaseAudit {

    private LeaseAudit() {}

    static void begin(DirectDatabase database) throws SQLException {
        database.run("create schema chaos", """
                  create table chaos.lease (
                    seq bigint generated always as identity, op text not null, at timestamptz not null default clock_timestamp(),
                    tx timestamptz not null default now(), job uuid not null, lease uuid not null, miner text not null,
                    attempt int not null, until timestamptz not null)\
                  """, """
                  create function chaos.see_lease() returns trigger language plpgsql as $$
                  begin
                    if tg_op = 'DELETE' then
                      insert into chaos.lease (op, job, lease, miner, attempt, until)
                      values (tg_op, old.job_id, old.id, old.miner_id, old.attempt, old.until);
                    else
                      insert into chaos.lease (op, job, lease, miner, attempt, until)
                      values (tg_op, new.job_id, new.id, new.miner_id, new.attempt, new.until);
                    end if;
                    return null;
                  end $$\
                  """, """
                  create trigger audited after insert or delete or update of until on core.lease
                  for each row execute function chaos.see_lease()\
                  """);
    }
}
