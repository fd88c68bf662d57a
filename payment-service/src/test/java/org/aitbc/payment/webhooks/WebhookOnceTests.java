package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.starter.outbox.OutboxReader;
import org.aitbc.starter.outbox.OutboxReaders;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Each event makes one delivery, whatever becomes of readers. */
class WebhookOnceTests extends WebhookTest {

    private final String other = someone("other");

    @Autowired
    private EventReader reader;

    @Autowired
    private OutboxReaders readers;

    @Autowired
    private TransactionTemplate transactions;

    private static final int JOBS = 200;

    @Test
    void aReaderThatDiesAfterWritingWritesAgain() {
        endpoint(client, "/mine", "*");
        readers.stop();
        end(job(client, Ids.next()), "COMPLETED", miner(other), "1");
        AtomicInteger deaths = new AtomicInteger();
        OutboxReader dying = reader(events -> {
            reader.apply(events);
            deaths.incrementAndGet();
            throw new IllegalStateException("dies before the commit");
        });
        await().until(() -> deaths.get() > 0);
        dying.close();
        assertThat(rows(client)).isZero();
        readers.start();
        awaitReceived("/mine", 1);
        awaitRead();
        assertThat(rows(client)).isOne();
    }

    @Test
    void restartsAndSeveralInstancesTellEachEventOnce() {
        endpoint(client, "/mine", "*");
        String miner = miner(other);
        OutboxReader second = reader(reader);
        IntStream.range(0, JOBS).forEach(i -> {
            end(job(client, Ids.next()), "COMPLETED", miner, "1");
            if (i % 40 == 0) {
                readers.stop();
                readers.start();
            }
        });
        awaitRead();
        second.close();
        awaitReceived("/mine", JOBS);
        assertThat(jdbc.sql("""
                                select count(distinct d.body::json #>> '{data,job_id}')
                                from payment.webhook_delivery d join payment.webhook w on w.id = d.webhook and w.owner = ?""").param(client).query(Integer.class).single()).isEqualTo(JOBS);
        assertThat(rows(client)).isEqualTo(JOBS);
    }

    private OutboxReader reader(OutboxReader.Handler handler) {
        return new OutboxReader(EventReader.NAME, jdbc, transactions, new SimpleMeterRegistry(), handler);
    }
}
