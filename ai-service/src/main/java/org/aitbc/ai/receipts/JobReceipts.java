package org.aitbc.ai.receipts;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The receipts of ended jobs, and the keys that signed any. */
@Component
class JobReceipts {

    private final JdbcClient jdbc;

    JobReceipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an ended job left: both are null where it did not complete. */
    record JobResult(@Nullable RawJson result, @Nullable RawJson receipt) {}

    /** Empty while the job has not ended. */
    Optional<JobResult> result(UUID jobId) {
        return jdbc.sql("select receipt -> 'metadata' -> 'result', receipt from core.outcome where job_id = ?")
                .param(jobId)
                .query((row, _) -> new JobResult(RawJson.of(row.getString(1)), RawJson.of(row.getString(2))))
                .optional();
    }

    Set<String> keyIds() {
        return Set.copyOf(jdbc.sql("select key_id from core.receipt_key")
                .query(String.class)
                .list());
    }
}
