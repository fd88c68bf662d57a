package org.aitbc.miner.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Several leases are locked in the order of their job ids: while the first is awaited, later ones are free. */
class LockOrderTests extends MinerTest {

    @Autowired
    private DataSource dataSource;

    @Autowired
    private LeaseEnds leaseEnds;

    private final String miner = someMiner();
    private UUID lesser;
    private UUID greater;
    private JsonNode lesserJob;
    private JsonNode greaterJob;

    @BeforeEach
    void twoLeases() {
        register(miner, 2, "{}");
        lesser = queue(null);
        greater = queue(null);
        lesserJob = pollJob(miner);
        greaterJob = pollJob(miner);
        // a table is read in the order in which its rows were written
        beat(miner, lesserJob);
    }

    @Test
    void heartbeats() throws Exception {
        assertWaitsInOrder(() -> beat(miner, greaterJob, lesserJob));
    }

    @Test
    void results() throws Exception {
        assertWaitsInOrder(
                () -> json(post(ALICE, "/v1/miners/results", """
                {"results":[{"job_id":"%s","result":{}},{"job_id":"%s","result":{}}]}""".formatted(jobId(greaterJob), jobId(lesserJob)))));
    }

    @Test
    void ends() throws Exception {
        assertWaitsInOrder(() -> leaseEnds.end(List.of(miner), List.of()));
    }

    private void assertWaitsInOrder(Runnable change) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            lock(connection, lesser);
            Future<?> waiting = threads.submit(change);
            await().until(() -> jdbc.sql(
                            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%core.lease%')")
                    .query(Boolean.class)
                    .single());
            assertThatCode(() -> lock(connection, greater)).doesNotThrowAnyException();
            connection.rollback();
            assertThat(waiting.get()).isNull();
        }
    }

    private static void lock(Connection connection, UUID job) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select from core.lease where job_id = ? for update nowait")) {
            statement.setObject(1, job);
            statement.execute();
        }
    }
}
