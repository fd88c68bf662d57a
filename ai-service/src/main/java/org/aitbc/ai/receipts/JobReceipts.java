package org.aitbc.ai.receipts;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The receipts of ended jobs, and the keys that signed any. */
@Component
class JobReceipts {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JobReceipts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What an ended job left: both are null where it did not complete. */
    record JobResult(@Nullable RawJson result, @Nullable RawJson receipt) {}

    /** Empty while the job has not ended. */
    Optional<JobResult> result(UUID jobId) {
        return jdbc.sql("select receipt from core.outcome where job_id = ?")
                .param(jobId)
                .query((row, _) -> result(row.getString(1)))
                .optional();
    }

    /** Taken apart here, since PostgreSQL cannot look into JSON that has a NUL character in it. */
    private JobResult result(@Nullable String receipt) {
        return receipt == null
                ? new JobResult(null, null)
                : new JobResult(
                        new RawJson(json.readTree(receipt)
                                .path("metadata")
                                .path("result")
                                .toString()),
                        new RawJson(receipt));
    }

    Set<String> keyIds() {
        return Set.copyOf(jdbc.sql("select key_id from core.receipt_key")
                .query(String.class)
                .list());
    }
}
