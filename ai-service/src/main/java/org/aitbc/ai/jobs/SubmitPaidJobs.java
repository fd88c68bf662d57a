package org.aitbc.ai.jobs;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.aitbc.ai.assurance.Assurance;
import org.aitbc.ai.assurance.Checks;
import org.aitbc.ai.market.Market;
import org.aitbc.ai.requirement.Requirements;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.payment.JobEscrows;
import org.aitbc.domain.payment.JobEscrows.JobPrice;
import org.aitbc.domain.payment.JobEscrows.Order;
import org.aitbc.starter.request.Warnings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Submits jobs whose money must be held before they are written, and those that are to be checked. Each step may be repeated for the same ids, so a request
 * with a key that broke off anywhere goes on from there; without a key what was held is given back.
 */
@Component
class SubmitPaidJobs {

    private static final String HELD = """
            select 'payment: ' || trim_scale(sum(amount)) || ' ' || currency || ' held, since your spending limit per_job has a job '
              || 'without payment_amount hold as much as it may cost; what it does not cost is given back'
            from core.payment where job_id = any(?) and status = 'escrowed'
              and created_at <= (select requested_at from core.job where id = ?) group by currency order by currency""";

    private final IdempotencyKeys keys;
    private final JobEscrows escrows;
    private final Submissions submissions;
    private final Checks checks;
    private final PayloadQuota quota;
    private final Market market;
    private final Requirements requirements;
    private final JdbcClient jdbc;

    SubmitPaidJobs(
            IdempotencyKeys keys,
            JobEscrows escrows,
            Submissions submissions,
            Checks checks,
            PayloadQuota quota,
            Market market,
            Requirements requirements,
            JdbcClient jdbc) {
        this.keys = keys;
        this.escrows = escrows;
        this.submissions = submissions;
        this.checks = checks;
        this.quota = quota;
        this.market = market;
        this.requirements = requirements;
        this.jdbc = jdbc;
    }

    /**
     * @throws Conflict when results are to be checked and too few owners could: as with money, the same key may be tried again
     * @throws PaymentRequired when the money cannot be held: no job is written, and the same key may be tried again
     * @throws Unavailable when it could not be held, or was given back before the jobs were written
     */
    List<JobView> submit(List<JobDraft> jobs, @Nullable IdempotencyKey key) {
        UUID first = key == null ? JobIds.first() : keys.reserve(key);
        List<UUID> ids = JobIds.from(first, jobs.size());
        List<JobView> earlier = key == null ? List.of() : keys.firstAnswer(ids);
        List<JobView> answer = earlier.isEmpty() ? pay(jobs, ids) : earlier;
        tellHeldByLimit(jobs, ids);
        return answer;
    }

    /** Nobody who names no price expects that money is held. What was added to a job later is no matter of the limit. */
    private void tellHeldByLimit(List<JobDraft> jobs, List<UUID> ids) {
        UUID[] unpriced = IntStream.range(0, jobs.size())
                .filter(i -> jobs.get(i).amount() == null && jobs.get(i).booked() == null)
                .boxed()
                .flatMap(i -> jobs.get(i).runs(ids.get(i)).stream())
                .toArray(UUID[]::new);
        if (unpriced.length > 0) {
            jdbc.sql(HELD)
                    .params(unpriced, ids.getFirst())
                    .query(String.class)
                    .list()
                    .forEach(Warnings::add);
        }
    }

    private List<JobView> pay(List<JobDraft> jobs, List<UUID> ids) {
        String client = jobs.getFirst().client();
        quota.require(client, jobs);
        jobs.forEach(this::requireOwners);
        Map<UUID, UUID> payments = hold(jobs, ids);
        for (int i = 0; i < jobs.size(); i++) {
            Assurance assurance = jobs.get(i).assurance();
            if (assurance != null) {
                // before there is a job, which could end before anybody knew that it is to be checked
                checks.open(
                        ids.get(i), jobs.get(i).client(), assurance, jobs.get(i).runs(ids.get(i)));
            }
        }
        List<JobView> written = submissions.write(IntStream.range(0, jobs.size())
                .mapToObj(i -> {
                    UUID payment = payments.get(ids.get(i));
                    return new Submission(classed(jobs.get(i), payment), i, ids.get(i), null, payment);
                })
                .toList());
        List<JobView> answer = written.isEmpty() ? keys.firstAnswer(ids) : written;
        if (answer.isEmpty()) {
            quota.require(client, jobs);
            throw isHeld(jobs, payments.values())
                    ? new Unavailable(
                            "SUBMIT_CROWDED_OUT",
                            "other jobs of this client took the room for payloads meanwhile; try again")
                    : new Unavailable(
                            "PAYMENT_LAPSED", "the money was given back before the job was written; try again");
        }
        return answer;
    }

    /** Whether there is still all the money that the jobs need, so that it is not why they were not written. */
    private boolean isHeld(List<JobDraft> jobs, Collection<UUID> payments) {
        long priced = jobs.stream()
                .filter(job -> job.amount() != null && job.booked() == null)
                .count();
        long held = jdbc.sql("select count(*) from core.payment where id = any(?) and status = 'escrowed'")
                .param(payments.toArray(UUID[]::new))
                .query(Long.class)
                .single();
        return payments.size() >= priced && held == payments.size();
    }

    /** Whether money is held for a job without a price of its own depends on its client's limits. */
    private JobDraft classed(JobDraft job, @Nullable UUID payment) {
        return payment == null || job.amount() != null
                ? job
                : job.in(requirements.classOf(job.requirement().paidByTheSecond()));
    }

    /** Before the money is held: what it will be, so that owners who work for money count. */
    private Requirement asPaid(JobDraft job) {
        boolean metered = job.amount() == null
                && job.booked() == null
                && jdbc.sql("select count(per_job) > 0 from core.spend_limit where owner = ? and currency = ?")
                        .params(job.client(), job.currency())
                        .query(Boolean.class)
                        .single();
        return metered ? job.requirement().paidByTheSecond() : job.requirement();
    }

    /** A check by the own second machine would prove nothing: each run needs a miner of another owner. */
    private void requireOwners(JobDraft job) {
        Assurance wanted = job.assurance();
        if (wanted == null) {
            return;
        }
        int owners = market.ownersFor(asPaid(job), job.client());
        Conflict.when(
                owners < wanted.runs(),
                "TOO_FEW_OWNERS",
                "%s needs miners of %d different owners, and %d who can run this job are online: ask for fewer runs or less of the machine, or try again later"
                        .formatted(wanted.text(), wanted.runs(), owners));
    }

    /** The payments by job; of those on booked time, and those that need no money, there are none. */
    private Map<UUID, UUID> hold(List<JobDraft> jobs, List<UUID> ids) {
        List<JobPrice> prices = IntStream.range(0, jobs.size())
                .filter(i -> jobs.get(i).booked() == null)
                .boxed()
                .flatMap(i -> jobs.get(i).prices(ids.get(i)).stream())
                .toList();
        Map<UUID, UUID> payments = new HashMap<>();
        if (!prices.isEmpty()) {
            List<@Nullable UUID> held =
                    escrows.hold(new Order(jobs.getFirst().client(), prices)).payments();
            for (int i = 0; i < prices.size(); i++) {
                UUID payment = held.get(i);
                if (payment != null) {
                    payments.put(prices.get(i).jobId(), payment);
                }
            }
        }
        return payments;
    }
}
