package org.aitbc.ai.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
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

    /**
     * What an ended job left.
     *
     * @param result null where it did not complete, as is the receipt
     * @param error why it failed, was canceled or expired; left out where it completed
     * @param errorCode the same for programs
     */
    record JobResult(
            @Nullable RawJson result,
            @Nullable RawJson receipt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String error,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String errorCode) {}

    /** Empty while the job has not ended. */
    Optional<JobResult> result(UUID jobId) {
        return jdbc.sql("select receipt, error, error_code from core.outcome where job_id = ?")
                .param(jobId)
                .query((row, _) -> result(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
    }

    /** Taken apart here, since PostgreSQL cannot look into JSON that has a NUL character in it. */
    private JobResult result(@Nullable String receipt, @Nullable String error, @Nullable String errorCode) {
        return receipt == null
                ? new JobResult(null, null, error, errorCode)
                : new JobResult(
                        new RawJson(json.readTree(receipt)
                                .path("metadata")
                                .path("result")
                                .toString()),
                        new RawJson(receipt),
                        null,
                        null);
    }

    Set<String> keyIds() {
        return Set.copyOf(jdbc.sql("select key_id from core.receipt_key")
                .query(String.class)
                .list());
    }
}
