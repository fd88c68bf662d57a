package org.aitbc.explorer.fake;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs as the other services write them. */
public final class Jobs {

    private static final BigDecimal PRICE = new BigDecimal("0.03");

    private final JdbcClient jdbc;

    public Jobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public UUID queued(String client) {
        UUID job = Ids.next();
        jdbc.sql("""
                        with c as (insert into core.requirement (key) values ('{}') on conflict (key) do update set key = excluded.key returning class)
                        insert into core.job (id, client, class, payload, expires_at, payment_currency)
                        select ?, ?, class, '{}', now() + interval '900 s', 'AITBC' from c""").params(job, client).update();
        return job;
    }

    /** A job that was completed, with its receipt and event. */
    public UUID completed(String client, String miner) {
        UUID job = queued(client);
        UUID receipt = Ids.next();
        String json = """
                {"version":"1.0","receipt_id":"%s","job_id":"%s","provider":"%s","client":"%s","status":"COMPLETED","price":0.03,
                "metadata":{"job_payload":{"prompt":"secret"},"result":{"output":"x"}},"signature":{"alg":"Ed25519","key_id":"the-key","sig":"s"}}""".formatted(Ids.text(receipt), Ids.text(job), miner, client);
        jdbc.sql("""
                        with o as (insert into core.outcome (job_id, state, miner_id, attempt, started_at, price, receipt_id, receipt)
                            values (?, 'COMPLETED', ?, 1, now(), ?, ?, ?::json))
                        insert into core.outbox (event, subject) values ('job.completed', ?)""").params(job, miner, PRICE, receipt, json, job).update();
        return job;
    }

    public UUID receiptOf(UUID job) {
        return jdbc.sql("select receipt_id from core.outcome where job_id = ?")
                .param(job)
                .query(UUID.class)
                .single();
    }

    public void miner(String id, String owner) {
        jdbc.sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, '{}', 1)")
                .params(id, owner)
                .update();
    }
}
