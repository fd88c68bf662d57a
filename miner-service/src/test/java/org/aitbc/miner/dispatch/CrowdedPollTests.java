package org.aitbc.miner.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** A service that works on 14 requests at once, of which 13 may wait. */
@TestPropertySource(properties = "aitbc.room.share=0.000001")
class CrowdedPollTests extends MinerTest {

    private static final int WAITING = 13;

    @Autowired
    private Dispatcher dispatcher;

    @Test
    void pollsDoNotTakeTheRoomOfResults() {
        String busy = someMiner();
        register(busy, 1, "{\"models\":[\"llama3\"]}");
        queue("inference", models("llama3"), 900);
        JsonNode job = pollJob(busy);
        String idle = someMiner();
        register(idle, 1, "{}");

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

        assertThat(send(ALICE, http.delete().uri("/v1/miners/" + idle), "")).hasStatus(200);
        assertThat(parked).allSatisfy(poll -> assertThat(poll.join()).hasStatus(204));
    }
}
