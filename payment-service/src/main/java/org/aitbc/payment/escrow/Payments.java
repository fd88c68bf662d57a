package org.aitbc.payment.escrow;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payments as those whom they concern may see them: the payer, the payee, an admin. */
@Component
class Payments {

    private static final String SELECT = "select " + Payment.COLUMNS + " from core.payment p ";

    /** Whose miner works on the job now, ended it, or saved some of it. */
    private static final String WORKER = """
            select m.id, m.owner from core.miner m
            where m.id = coalesce((select o.miner_id from core.assurance_run a join core.outcome o on o.job_id = a.payee_run
                                   where a.run_id = :job),
                                  (select miner_id from core.lease where job_id = :job),
                                  (select miner_id from core.outcome where job_id = :job),
                                  (select miner_id from core.checkpoint where job_id = :job order by attempt desc limit 1))""";

    private static final String VISIBLE = """
            where (:admin or p.payer = :caller or p.payee = :caller
                   or exists (select from core.miner m where m.owner = :caller and m.id in (
                        select miner_id from core.lease where job_id = p.job_id
                        union all select miner_id from core.outcome where job_id = p.job_id
                        union all select miner_id from core.checkpoint where job_id = p.job_id)))
            """;

    private final JdbcClient jdbc;

    Payments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who works on a job, or ended it. */
    record Worker(String minerId, String owner) {}

    /** @throws NotFound when there is none, or it does not concern the caller */
    Payment require(Caller caller, UUID id) {
        return visible(caller, "and p.id = :id", id)
                .orElseThrow(() -> new NotFound("PAYMENT_NOT_FOUND", "payment not found"));
    }

    /** @throws NotFound when the job has none, or it does not concern the caller */
    Payment requireOfJob(Caller caller, UUID job) {
        return visible(caller, "and p.job_id = :id", job)
                .orElseThrow(() -> new NotFound("PAYMENT_NOT_FOUND", "payment not found for this job"));
    }

    private Optional<Payment> visible(Caller caller, String which, UUID id) {
        return jdbc.sql(SELECT + VISIBLE + which)
                .param("admin", caller.isAdmin())
                .param("caller", caller.subject())
                .param("id", id)
                .query(Payment::of)
                .optional();
    }

    /** The part of the caller's payments that is wanted, and one more if there is one; newest first. */
    List<Payment> list(Caller caller, @Nullable String status, Page page) {
        return jdbc.sql(SELECT + """
                        where (p.payer = :caller or p.payee = :caller) and (:status::text is null or p.status = :status)
                          and p.id < :below order by p.id desc limit :limit offset :offset""")
                .param("caller", caller.subject())
                .param("status", status)
                .param("below", page.below())
                .param("limit", page.rows() + 1)
                .param("offset", page.skipped())
                .query(Payment::of)
                .list();
    }

    /** Locks a payment until the end of the transaction. */
    Payment lock(UUID id) {
        return jdbc.sql(SELECT + "where p.id = ? for update")
                .param(id)
                .query(Payment::of)
                .optional()
                .orElseThrow(() -> new NotFound("PAYMENT_NOT_FOUND", "payment not found"));
    }

    /** The same for one whose money is still held and not disputed; empty where it is not. */
    Optional<Payment> lockOpen(UUID id) {
        return jdbc.sql(SELECT + "where p.id = ? and p.status = 'escrowed' for update")
                .param(id)
                .query(Payment::of)
                .optional();
    }

    /** The same by its job. */
    Optional<Payment> lockOpenOfJob(UUID job) {
        return jdbc.sql(SELECT + "where p.job_id = ? and p.status = 'escrowed' for update")
                .param(job)
                .query(Payment::of)
                .optional();
    }

    /** Whose work is paid: where a run did not stand its check, that of the run that showed it. */
    Optional<Worker> workerOf(UUID job) {
        return jdbc.sql(WORKER)
                .param("job", job)
                .query((row, _) -> new Worker(row.getString(1), row.getString(2)))
                .optional();
    }

    /** Whether it was submitted, or is a run of one that was. */
    boolean hasJob(UUID job) {
        return exists("""
                select exists (select from core.job where id = :job)
                  or exists (select from core.assurance_run a join core.job j on j.id = a.job_id where a.run_id = :job)
                  or exists (select from payment.dispute where run = :job)""", job);
    }

    /** Whether it is known what it came to: where it is checked, or is to be because of a dispute, that is known with the verdict. */
    boolean hasEnded(UUID job) {
        return exists("""
                select exists (select from core.outcome where job_id = :job)
                  and not exists (select from core.assurance_run where run_id = :job and verdict is null)
                  and not exists (
                    select from payment.dispute d join core.payment p on p.id = d.payment
                    where p.job_id = :job and d.run is not null
                      and not exists (select from core.assurance_run where run_id = d.run and verdict is not null))""", job);
    }

    /** Whether it has a result, which is to be paid or disputed. */
    boolean hasResult(UUID job) {
        return exists("select exists (select from core.outcome where job_id = :job and state = 'COMPLETED')", job);
    }

    private boolean exists(String sql, UUID job) {
        return jdbc.sql(sql).param("job", job).query(Boolean.class).single();
    }
}
