package org.aitbc.ai.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.ai.jobs.SubmitStatement.Row;
import org.aitbc.ai.jobs.SubmitStatement.Times;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobView;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.trace.Spans;
import org.aitbc.starter.wake.Notifications;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Writes submitted jobs, all that queued in one statement, and then tells dispatch. Ids are made here, by the one thread
 * that writes, so that their order is the order of the commits; those that money is held for have theirs before.
 */
@Component
class Submissions implements DisposableBean {

    private static final int MOST_ROWS = 1_000;

    private final SubmitStatement statement;
    private final Batcher<Submission, Optional<JobView>> batcher;
    private final Notifications notifications;
    private final Spans spans;

    Submissions(
            DedicatedConnections connections, Notifications notifications, MeterRegistry meters, PayloadQuota quota) {
        this.statement = new SubmitStatement(quota);
        this.notifications = notifications;
        this.spans = connections.spans();
        this.batcher = new Batcher<Submission, Optional<JobView>>(
                        "submits",
                        connections,
                        MOST_ROWS,
                        submission -> submission.job().weight(),
                        Duration.ZERO,
                        this::write)
                .measured(meters);
    }

    /**
     * Writes the jobs of one request: all of them, or none and an empty list where they are written already, their key was
     * used before, money that they need is not held, or their payloads are too much.
     */
    List<JobView> write(List<Submission> jobs) {
        List<JobView> written =
                batcher.submitAll(jobs).stream().flatMap(Optional::stream).toList();
        written.forEach(job -> spans.happened("job submitted", job.jobId()));
        return written;
    }

    @Override
    public void destroy() {
        batcher.close();
    }

    private List<Optional<JobView>> write(Connection connection, List<Submission> jobs) throws SQLException {
        List<Row> rows = rows(jobs);
        Map<UUID, Times> written = statement.run(connection, rows);
        Map<Integer, UUID> waiting = new HashMap<>();
        List<Optional<JobView>> answers = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Times times = written.get(row.id());
            answers.add(Optional.ofNullable(times).map(at -> view(row, at)));
            if (times != null) {
                waiting.merge(row.job().queue(), row.id(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        if (!waiting.isEmpty()) {
            notifications.tell(waiting);
        }
        return answers;
    }

    private static List<Row> rows(List<Submission> jobs) {
        List<Row> rows = new ArrayList<>(jobs.size());
        for (Submission job : jobs) {
            UUID id = job.id() == null ? Ids.next() : job.id();
            rows.add(new Row(job, id, job.index() == 0 ? id : rows.getLast().head()));
        }
        return rows;
    }

    private static JobView view(Row row, Times times) {
        JobDraft job = row.job();
        return JobView.queued(
                row.id(),
                job.client(),
                job.requirement().type(),
                times.requestedAt(),
                times.expiresAt(),
                job.amount(),
                job.currency(),
                row.submission().payment());
    }
}
