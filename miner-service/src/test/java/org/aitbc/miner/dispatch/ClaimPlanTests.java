package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.aitbc.domain.id.Ids;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.Plans;
import org.aitbc.starter.database.OwnConnections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ClaimPlanTests extends MinerTest {

    @Autowired
    private OwnConnections connections;

    @Test
    void claimsGoByKey() throws SQLException {
        try (Connection connection = connections.byKey()) {
            Plans.assertByKey(connection, Claims.CLAIM);
            Plans.assertByKey(connection, Windows.READ);
            Plans.assertByKey(connection, Windows.CLASSES);
            assertThat(Plans.of(connection, Windows.READ)).doesNotContain("Sort");
            assertThat(Plans.of(connection, Claims.CLAIM))
                    .doesNotContain("ready_by_expiry")
                    .contains("payment_job_unique");
        }
    }

    @Test
    void hundredsOfThousandsOfOthersJobsAheadDoNotSlowAClaim() {
        String miner = someMiner();
        register(miner, 1000, "{\"models\":[\"llama3\"]}");
        int foreign = jdbc.sql("select class from core.job where id = ?")
                .param(queue("inference", models("unheard of"), 900))
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into core.ready (class, id, attempt, expires_at)
                        select ?, gen_random_uuid(), 0, now() + interval '1 hour' from generate_series(1, 200000)""").param(foreign).update();
        try {
            pollJobsOf(miner, 20);
            long before = System.nanoTime();
            pollJobsOf(miner, 100);

            // a scan of the queue takes 20 ms and more each time
            assertThat(Duration.ofNanos(System.nanoTime() - before).dividedBy(100))
                    .isLessThan(Duration.ofMillis(15));
        } finally {
            jdbc.sql("truncate core.ready").update();
        }
    }

    private void pollJobsOf(String miner, int times) {
        for (int i = 0; i < times; i++) {
            String job = Ids.text(queue("inference", models("llama3"), 900));
            assertThat(jobId(pollJob(miner))).isEqualTo(job);
        }
    }
}
