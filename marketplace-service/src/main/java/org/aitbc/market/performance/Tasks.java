package org.aitbc.market.performance;

import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobSubmission;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.row.Rows;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tasks for any worker: each is a job. */
@Component
class Tasks {

    private final JobSubmission jobs;
    private final JdbcClient jdbc;

    Tasks(JobSubmission jobs, JdbcClient jdbc) {
        this.jobs = jobs;
        this.jdbc = jdbc;
    }

    /**
     * @param taskId the job's id
     * @param status {@code pending}, {@code processing}, {@code completed}, {@code failed}, {@code canceled} or {@code expired}
     */
    record Task(String taskId, String status, Instant createdAt) {}

    Task submit(Caller caller, @Nullable String key, DistributedTaskRequest request) {
        JobSubmission.Accepted job = jobs.submit(new JobSubmission.Order(
                Principals.of(caller, request.agentId(), "agent_id"),
                key == null ? Ids.text(Ids.next()) : IdempotencyHeader.checked(key),
                request.payload(),
                request.constraints(),
                request.ttlSeconds()));
        return new Task(Ids.text(job.jobId()), "pending", job.requestedAt());
    }

    /** @throws NotFound when the caller has no such task; an admin sees all */
    Task require(Caller caller, UUID id) {
        return jdbc.sql("""
                        select j.requested_at, case when o.state is not null then lower(o.state)
                                                    when l.job_id is not null then 'processing' else 'pending' end as status
                        from core.job j
                        left join core.lease l on l.job_id = j.id
                        left join core.outcome o on o.job_id = j.id
                        where j.id = :id and (j.client = :caller or :admin)""")
                .param("id", id)
                .param("caller", caller.subject())
                .param("admin", caller.isAdmin())
                .query((row, _) -> new Task(Ids.text(id), row.getString("status"), Rows.time(row, "requested_at")))
                .optional()
                .orElseThrow(() -> new NotFound("TASK_NOT_FOUND", "you have no such task"));
    }
}
