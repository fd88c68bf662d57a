package org.aitbc.ai.jobs;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.job.JobView;
import org.aitbc.starter.request.IdempotencyHeader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which jobs each key stands for, and what their first submit was answered. */
@Component
class IdempotencyKeys {

    private static final String FIRST_ANSWER = """
            select j.id, j.client, j.type, j.requested_at, j.expires_at, j.payment_amount, j.payment_currency, p.id as payment_id
            from core.job j left join core.payment p on p.job_id = j.id where j.id = any(?) order by j.id""";

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which job a key stands for, of a batch the first, whether it is written already or not.
     *
     * @throws Invalid when the key was used for another request
     */
    UUID reserve(IdempotencyKey key) {
        return find(key).or(() -> insert(key)).or(() -> find(key)).orElseThrow();
    }

    /** What the first request with this key was answered; empty where it is new. */
    List<JobView> firstAnswer(IdempotencyKey key, int jobs) {
        return find(key).map(first -> firstAnswer(JobIds.from(first, jobs))).orElse(List.of());
    }

    /** What the first submit of these jobs was answered, in the order of ids; empty while they are not written. */
    List<JobView> firstAnswer(List<UUID> ids) {
        return jdbc.sql(FIRST_ANSWER)
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> JobView.queued(
                        row.getObject("id", UUID.class),
                        row.getString("client"),
                        row.getString("type"),
                        row.getTimestamp("requested_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getBigDecimal("payment_amount"),
                        row.getString("payment_currency"),
                        row.getObject("payment_id", UUID.class)))
                .list();
    }

    private Optional<UUID> insert(IdempotencyKey key) {
        return jdbc.sql("""
                        insert into core.idempotency_key (principal, key, request_hash, resource) values (?, ?, ?, ?)
                        on conflict do nothing returning resource""")
                .params(key.client(), key.text(), key.requestHash(), JobIds.first())
                .query(UUID.class)
                .optional();
    }

    private Optional<UUID> find(IdempotencyKey key) {
        return jdbc.sql("select request_hash, resource from core.idempotency_key where principal = ? and key = ?")
                .params(key.client(), key.text())
                .query((row, _) -> {
                    if (!row.getString(1).equals(key.requestHash())) {
                        throw IdempotencyHeader.reused();
                    }
                    return row.getObject(2, UUID.class);
                })
                .optional();
    }
}
