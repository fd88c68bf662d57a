package org.aitbc.miner.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.aitbc.miner.CrowdedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class CrowdedPollTests extends CrowdedTest {

    private static final int WAITING = 13;

    @Autowired
    private Dispatcher dispatcher;

    @Autowired
    private HikariDataSource pool;

    @Test
    void pollsDoNotTakeTheRoomOfResults() {
        String busy = someMiner();
        register(busy, 1, "{\"models\":[\"llama3\"]}");
        queue("inference", models("llama3"), 900);
        JsonNode job = pollJob(busy);
        String idle = someMiner();
        register(idle, WAITING, "{}");

        List<CompletableFuture<MvcTestResult>> parked = new ArrayList<>();
        for (int i = 1; i <= WAITING; i++) {
            parked.add(CompletableFuture.supplyAsync(() -> poll(idle, 20), Thread::startVirtualThread));
            int waiting = i;
            await().pollInterval(5, MILLISECONDS).until(() -> dispatcher.parked() == waiting);
        }

        MvcTestResult refused = poll(idle, 20);
        assertRefused(refused, 503, "OVERLOADED");
        assertThat(refused).headers().hasValue("Retry-After", "1");
        assertThat(poll(idle, 0)).as("one that does not wait").hasStatus(204);
        long before = System.nanoTime();
        assertThat(result(ALICE, job, "{}", "\"poll\":true,\"max_wait_seconds\":20"))
                .hasStatus(200);
        assertThat(System.nanoTime() - before)
                .as("it does not wait either")
                .isLessThan(Duration.ofSeconds(15).toNanos());

        assertThat(heartbeat(idle, "{\"status\":\"draining\"}")).hasStatus(200);
        assertThat(parked).allSatisfy(poll -> assertThat(poll.join()).hasStatus(204));
    }

    /** Two are worked on at once. They want to know what others have saved of their jobs, and no connection is free. */
    @Test
    void pollsThatComeBackAreWorkedOn() throws SQLException {
        List<CompletableFuture<MvcTestResult>> polls = new ArrayList<>();
        List<UUID> jobs = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            String miner = someMiner();
            register(miner, 1, "{}");
            jobs.add(queue(null));
            jdbc.sql("delete from core.ready").update();
            polls.add(CompletableFuture.supplyAsync(() -> poll(miner, 20), Thread::startVirtualThread));
            int waiting = i;
            await().pollInterval(5, MILLISECONDS).until(() -> dispatcher.parked() == waiting);
        }
        String another = someMiner();
        register(another, 1, "{\"job_types\":[]}");

        List<Connection> all = new ArrayList<>();
        try {
            while (all.size() < pool.getMaximumPoolSize()) {
                all.add(pool.getConnection());
            }
            JdbcClient.create(new SingleConnectionDataSource(all.getFirst(), true))
                    .sql("insert into core.ready select class, id, 1, expires_at from core.job where id = any(?)")
                    .param(jobs.toArray(UUID[]::new))
                    .update();
            await().until(
                            () -> poll(another, 0),
                            refused -> refused.getResponse().getStatus() == 503);
        } finally {
            for (Connection one : all) {
                one.close();
            }
        }

        assertThat(polls).allSatisfy(poll -> assertThat(poll.join()).hasStatus(200));
    }
}
