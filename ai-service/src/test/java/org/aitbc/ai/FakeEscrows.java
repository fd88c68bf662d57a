package org.aitbc.ai;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.JobEscrows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Does to core.payment what payment-service does, and for each client what a test wants. */
public final class FakeEscrows implements JobEscrows {

    /** What becomes of a client's holds. */
    public enum Course {
        HELD,
        REFUSED,
        UNREACHABLE,
        /** The money is held, but the answer is lost. */
        CRASHED,
        /** The money is held, and given back before the answer arrives. */
        LAPSED,
        /** No money is held, though the answer does not refuse. */
        FORGOTTEN
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Map<String, Course> courses = new ConcurrentHashMap<>();
    private final Map<String, Integer> orders = new ConcurrentHashMap<>();

    FakeEscrows(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    public void set(String payer, Course course) {
        courses.put(payer, course);
    }

    /** How often money was asked for. */
    public int orders(String payer) {
        return orders.getOrDefault(payer, 0);
    }

    @Override
    public Held hold(Order order) {
        orders.merge(order.payer(), 1, Integer::sum);
        return switch (courses.getOrDefault(order.payer(), Course.HELD)) {
            case HELD -> hold(order.payer(), order.jobs());
            case REFUSED -> throw new PaymentRequired("INSUFFICIENT_BALANCE", "the available balance is too small");
            case UNREACHABLE -> throw new Unavailable("SERVICE_UNAVAILABLE", "payment-service cannot be reached");
            case CRASHED -> {
                hold(order.payer(), order.jobs());
                throw new Unavailable("SERVICE_UNAVAILABLE", "payment-service cannot be reached");
            }
            case LAPSED -> {
                Held held = hold(order.payer(), order.jobs());
                order.jobs().forEach(job -> giveBack(job.jobId()));
                yield held;
            }
            case FORGOTTEN -> new Held(Collections.nCopies(order.jobs().size(), null));
        };
    }

    /** Gives back what is held for a job that does not exist, as payment-service does. */
    public void giveBack(UUID job) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select id from core.payment where job_id = ? for update")
                    .param(job)
                    .query(UUID.class)
                    .optional();
            jdbc.sql(
                            "delete from core.payment p where job_id = ? and not exists (select from core.job where id = p.job_id)")
                    .param(job)
                    .update();
        });
    }

    private Held hold(String payer, List<JobPrice> jobs) {
        return new Held(jobs.stream().map(job -> hold(payer, job)).toList());
    }

    private @Nullable UUID hold(String payer, JobPrice job) {
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at)
                        select :id, :job, :payer, amount, :currency, 'balance', 'escrowed', now() + make_interval(secs => :ttl)
                        from (select :amount::numeric as amount where :amount::numeric is not null
                              union all select per_job from core.spend_limit
                              where owner = :payer and currency = :currency and per_job is not null and :amount::numeric is null) a
                        on conflict (job_id) do nothing""")
                .param("id", Ids.next())
                .param("job", job.jobId())
                .param("payer", payer)
                .param("amount", job.amount())
                .param("currency", job.currency())
                .param("ttl", job.ttlSeconds())
                .update();
        return jdbc.sql("select id from core.payment where job_id = ?")
                .param(job.jobId())
                .query(UUID.class)
                .optional()
                .orElse(null);
    }
}
