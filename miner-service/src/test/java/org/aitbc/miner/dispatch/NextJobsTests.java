package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.heartbeat.Beats;
import org.aitbc.miner.lease.LeaseTable;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.Miners;
import org.aitbc.starter.admission.ConcurrencyLimiter;
import org.aitbc.starter.trace.Spans;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class NextJobsTests extends MinerTest {

    @Autowired
    private Dispatcher dispatcher;

    @Autowired
    private Requirements requirements;

    @Autowired
    private LeaseTable table;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private BookedSlots bookedSlots;

    @Autowired
    private Payloads payloads;

    @Autowired
    private Beats beats;

    @Autowired
    private ConcurrencyLimiter limiter;

    @Autowired
    private Miners miners;

    private final AtomicInteger loads = new AtomicInteger();
    private final String id = someMiner();

    @Test
    void noMoreLeasesAreReadThanAreHandedOutAgain() {
        NextJobs nextJobs = nextJobs(30);
        Miner miner = miners.find(id).orElseThrow();

        assertThat(nextJobs.unheard(miner, Set.of(), 2)).hasSize(2);

        assertThat(loads).hasValue(2);
    }

    @Test
    void whatIsHandedOutAgainIsNoMoreThanAnAnswerCarries() {
        NextJobs nextJobs = nextJobs(6);
        jdbc.sql(
                        "update core.job set payload = json_build_object('said', repeat('x', 1500000)) where id in (select job_id from core.lease)")
                .update();
        Miner miner = miners.find(id).orElseThrow();

        List<AssignedJob> again = nextJobs.unheard(miner, Set.of(), 6);

        assertThat(again).hasSize(2);
        Set<UUID> running = Set.of(
                Ids.parse(again.getFirst().jobId()), Ids.parse(again.getLast().jobId()));
        assertThat(nextJobs.unheard(miner, running, 6)).hasSize(2).doesNotContainAnyElementsOf(again);
    }

    /** Of a service that counts what it reads; the miner has that many jobs, and was told of them long ago. */
    private NextJobs nextJobs(int jobs) {
        register(id, jobs, "{}");
        IntStream.range(0, jobs).forEach(_ -> queue(null));
        assertThat(pollJobs(id, jobs)).hasSize(jobs);
        jdbc.sql("update core.lease set started_at = now() - interval '1 minute'")
                .update();
        LeaseTable counted = (LeaseTable) Proxy.newProxyInstance(
                LeaseTable.class.getClassLoader(), new Class<?>[] {LeaseTable.class}, (_, method, arguments) -> {
                    if (method.getName().equals("load")) {
                        loads.incrementAndGet();
                    }
                    return method.invoke(table, arguments);
                });
        Leases leases = new Leases(counted, new SimpleMeterRegistry());
        leases.reconcile();
        return new NextJobs(
                dispatcher, requirements, leases, checkpoints, bookedSlots, payloads, beats, limiter, Spans.NONE);
    }
}
