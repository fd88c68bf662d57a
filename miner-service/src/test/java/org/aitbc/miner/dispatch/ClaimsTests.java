package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.registry.Miner;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ClaimsTests extends MinerTest {

    private static final Capabilities NONE = new Capabilities(List.of(), null, Set.of(), Set.of(), null, null);
    private static final int MEGABYTE = 1 << 20;

    @Autowired
    private DedicatedConnections connections;

    @Autowired
    private LeaseSettings settings;

    @Test
    void payloadsThatAreTooMuchTogetherAreLeftOut() throws SQLException {
        List<UUID> jobs = Stream.of(3, 4, 2).map(this::queued).toList();

        List<Lease> granted;
        try (Connection connection = connections.byKey()) {
            granted = take(connection, jobs);
        }

        assertThat(granted).extracting(lease -> lease.payload() != null).containsExactly(true, true, false);
        assertThat(granted)
                .extracting(lease -> lease.payloadBytes() / MEGABYTE)
                .as("all tell how large theirs is")
                .containsExactly(3, 4, 2);
    }

    /** While it waits for the lesser job, the greater one is free, whatever the order of the polls. */
    @Test
    void jobsAreLockedInTheirOrder() throws Exception {
        UUID lesser = queued(0);
        UUID greater = queued(0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection own = connections.byKey();
                Connection other = connections.byKey()) {
            other.setAutoCommit(false);
            lock(other, lesser);
            Future<List<Lease>> waiting = threads.submit(() -> take(own, List.of(greater, lesser)));
            await().until(() -> jdbc.sql(
                            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%core.ready%')")
                    .query(Boolean.class)
                    .single());
            assertThatCode(() -> lock(other, greater)).doesNotThrowAnyException();
            other.rollback();
            assertThat(waiting.get()).extracting(Lease::jobId).containsExactly(lesser, greater);
        }
    }

    private static void lock(Connection connection, UUID job) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select from core.ready where id = ? for update nowait")) {
            statement.setObject(1, job);
            statement.execute();
        }
    }

    private List<Lease> take(Connection connection, List<UUID> jobs) throws SQLException {
        return Claims.take(connection, jobs.stream().map(this::claim).toList(), settings);
    }

    private Claim claim(UUID job) {
        int queue = jdbc.sql("select class from core.job where id = ?")
                .param(job)
                .query(Integer.class)
                .single();
        Miner miner = new Miner("claims-" + job, ALICE, NONE, 1, null, false, true);
        return new Claim(
                new Ready(queue, job),
                Ids.next(),
                0,
                BigDecimal.ONE,
                true,
                new Poll(miner, 1, 0, 0, new CompletableFuture<>()));
    }

    /** For nobody's dispatcher: it asks for a kind of job that no miner says it runs. */
    private UUID queued(int megabytes) {
        UUID job = queue("claimed-by-hand");
        jdbc.sql("update core.job set payload = json_build_object('said', repeat('x', ?)) where id = ?")
                .params(megabytes * MEGABYTE, job)
                .update();
        return job;
    }
}
