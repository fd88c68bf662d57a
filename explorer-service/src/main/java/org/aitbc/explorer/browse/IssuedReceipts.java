package org.aitbc.explorer.browse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The receipts of completed jobs. */
@Component
class IssuedReceipts {

    private static final String SELECT = """
            select o.receipt_id as id, o.job_id, o.miner_id as miner, o.ended_at as at, o.state, o.receipt as json, j.client
            from core.outcome o left join core.job j on j.id = o.job_id where o.receipt_id is not null
            """;

    private final JdbcClient jdbc;

    IssuedReceipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param json the receipt as it was signed */
    record Issued(
            UUID id,
            UUID jobId,
            String miner,
            Instant at,
            String state,
            @Nullable String client,
            String json) {}

    /** Newest first, and one more if there is one. */
    List<Issued> list(Page page, int rows) {
        return jdbc.sql(SELECT + "and o.receipt_id < ? order by o.receipt_id desc limit ? offset ?")
                .params(page.below(), rows + 1, page.skipped())
                .query(Issued.class)
                .list();
    }

    Optional<Issued> ofJob(UUID job) {
        return jdbc.sql(SELECT + "and o.job_id = ?")
                .param(job)
                .query(Issued.class)
                .optional();
    }

    Optional<Issued> find(UUID id) {
        return jdbc.sql(SELECT + "and o.receipt_id = ?")
                .param(id)
                .query(Issued.class)
                .optional();
    }
}
