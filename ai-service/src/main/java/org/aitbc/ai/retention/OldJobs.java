package org.aitbc.ai.retention;

import org.aitbc.starter.schedule.Retention;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets events, keys and, where a setting says so, jobs. Receipts stay, and whose they are; so do payments, which explain the
 * ledger, and what was checked by other runs, which is evidence.
 */
@Component
class OldJobs {

    /** Scores of miners look back for a month. */
    private static final int LEAST_DAYS = 31;

    /** Keys go before the jobs that they stand for. */
    static final String KEYS = """
            with old as (
              select principal, key from core.idempotency_key where created_at < now() - make_interval(days => :days)
              limit :most for update skip locked),
            gone as (
              delete from core.idempotency_key k using old where k.principal = old.principal and k.key = old.key returning 1)
            select count(*) from gone""";

    /** Only what every reader has read, and none before there is a log of receipts, which begins with the first event. */
    static final String EVENTS = """
            with oldest as (
              select xid, id, at from core.outbox
              where (xid, id) <= (select f.xid, f.id from core.outbox_offset f order by f.xid, f.id limit 1)
                and exists (select from core.outbox_offset where reader = 'receipt-log')
              order by xid, id limit :most),
            gone as (
              delete from core.outbox o using oldest old
              where o.xid = old.xid and o.id = old.id and old.at < now() - make_interval(days => :days) returning 1)
            select count(*) from gone""";

    /**
     * The oldest go first, up to one that has not come to its end in all respects. A job with a receipt is stripped of its
     * payload, which the receipt has too; another one is deleted. The count is of the jobs that were looked at.
     */
    static final String JOBS = """
            with mark as (select job_id from core.retention_mark for update),
            oldest as (
              select j.id, o.receipt_id is not null as completed,
                     exists (select from core.assurance_run a where a.run_id = j.id) as checked,
                     coalesce(j.expires_at < limits.before and o.ended_at < limits.before
                       and not exists (select from core.payment p where p.job_id = j.id and p.status in ('escrowed', 'disputed'))
                       and not exists (select from core.assurance_run a where a.run_id = j.id and a.verdict is null), false) as over
              from (select now() - make_interval(days => :days) as before) limits, core.job j
              left join core.outcome o on o.job_id = j.id
              where j.id > (select job_id from mark) order by j.id limit :most),
            old as (
              select id, completed, checked from (select *, bool_and(over) over (order by id) as reached from oldest) seen where reached),
            stripped as (
              update core.job set payload = '{}' where id in (select id from old where completed and not checked)),
            gone as (delete from core.job where id in (select id from old where not completed and not checked)),
            ends as (delete from core.outcome where job_id in (select id from old where not completed and not checked)),
            saved as (delete from core.checkpoint where job_id in (select id from old where not checked)),
            moved as (
              update core.retention_mark set job_id = (select id from old order by id desc limit 1)
              where exists (select from old))
            select count(*) from old""";

    private final Retention retention;
    private final int jobDays;

    OldJobs(Retention retention, @Value("${aitbc.retention.job-days:0}") int jobDays) {
        if (jobDays != 0 && (retention.days() == 0 || jobDays < Math.max(LEAST_DAYS, retention.days()))) {
            throw new IllegalArgumentException(
                    "aitbc.retention.job-days must be 0, or at least 31 and aitbc.retention.days, which is to be above 0 then");
        }
        this.retention = retention;
        this.jobDays = jobDays;
    }

    @Scheduled(fixedDelayString = Retention.EVERY, initialDelayString = Retention.EVERY)
    void forget() {
        retention.delete("keys", KEYS);
        retention.delete("events", EVENTS);
        retention.delete("jobs", JOBS, jobDays);
    }
}
