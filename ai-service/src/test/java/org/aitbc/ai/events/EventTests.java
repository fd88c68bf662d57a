package org.aitbc.ai.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.job.JobView;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

class EventTests extends AiTest {

    @Test
    void aFollowerHearsOfEachChangeUntilTheJobHasEnded() {
        String job = submit(SOME_JOB);
        MvcTestResult stream = follow(job);

        assertThat(stream).hasStatusOk();
        assertThat(stream.getResponse().getContentType()).startsWith("text/event-stream");
        assertThat(events(stream)).hasSize(1);
        assertThat(states(stream)).containsExactly("QUEUED");

        lease(job, "miner-1");
        await().until(() -> states(stream), states -> states.equals(List.of("QUEUED", "RUNNING")));

        jdbc.sql("update core.lease set progress = 0.123456 where job_id = ?")
                .param(Ids.parse(job))
                .update();
        await().until(() -> events(stream).size() == 3);
        assertThat(events(stream).getLast().path("progress").doubleValue()).isEqualTo(0.1235);

        post("/v1/jobs/" + job + "/cancel", "");
        stream.getMvcResult().getAsyncResult(10_000);
        assertThat(states(stream)).containsExactly("QUEUED", "RUNNING", "RUNNING", "CANCELED");
    }

    @Test
    void theLastEventOfAPaidJobComesAfterItsSettlement() {
        String job = submit("{\"payload\":{},\"payment_amount\":1}");
        MvcTestResult stream = follow(job);

        post("/v1/jobs/" + job + "/cancel", "");
        await().until(() -> states(stream), states -> states.equals(List.of("QUEUED", "CANCELED")));
        assertThat(events(stream).getLast().path("payment_status").stringValue())
                .isEqualTo("escrowed");
        MvcTestResult late = follow(job);
        jdbc.sql("""
                        update core.payment set status = 'refunded', refunded = amount, settled_at = now()
                        where job_id = ?""").param(Ids.parse(job)).update();

        for (MvcTestResult one : List.of(stream, late)) {
            one.getMvcResult().getAsyncResult(10_000);
            assertThat(events(one).getLast().path("payment_status").stringValue())
                    .isEqualTo("refunded");
        }
    }

    @Test
    void aStreamDoesNotWaitForEverForASettlementThatIsPutOff() throws InterruptedException {
        UUID job = Ids.parse(submit("{\"payload\":{},\"payment_amount\":1}"));
        post("/v1/jobs/" + Ids.text(job) + "/cancel", "");
        JobView canceled = view(job);
        CountDownLatch over = new CountDownLatch(1);
        Watch watch = new Watch(new SseEmitter(), _ -> over.countDown(), Duration.ZERO);

        watch.begin(canceled);
        watch.offer(canceled);

        over.await();
    }

    @Test
    void theStreamOfAnEndedJobIsItsEnd() {
        String job = submit(SOME_JOB);
        post("/v1/jobs/" + job + "/cancel", "");

        MvcTestResult stream = as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs/" + job + "/events")
                .exchange();

        assertThat(stream).hasStatusOk();
        assertThat(states(stream)).containsExactly("CANCELED");
    }

    @Test
    void aJobThatExpiresEndsItsStream() {
        String job = submit(SOME_JOB);
        MvcTestResult stream = follow(job);
        passEndOf(job);

        stream.getMvcResult().getAsyncResult(10_000);
        assertThat(states(stream)).containsExactly("QUEUED", "EXPIRED");
    }

    @Test
    void manyMayFollowTheSameJob() throws Exception {
        String job = submit(SOME_JOB);
        List<MvcTestResult> streams = atOnce(20, () -> follow(job));

        post("/v1/jobs/" + job + "/cancel", "");

        for (MvcTestResult stream : streams) {
            stream.getMvcResult().getAsyncResult(10_000);
            assertThat(states(stream)).containsExactly("QUEUED", "CANCELED");
        }
    }

    @Test
    void aFollowerWhoDoesNotReadIsWaitedForByNobody() throws InterruptedException {
        UUID job = Ids.parse(submit(SOME_JOB));
        JobView queued = view(job);
        lease(Ids.text(job), "miner-1");
        JobView running = view(job);
        post("/v1/jobs/" + Ids.text(job) + "/cancel", "");
        JobView canceled = view(job);
        Sluggish emitter = new Sluggish();
        CountDownLatch over = new CountDownLatch(1);
        Watch watch = new Watch(emitter, _ -> over.countDown());

        watch.offer(queued);
        emitter.isSending.await();
        watch.offer(running);
        watch.giveSign();
        watch.offer(canceled);
        emitter.reads.countDown();

        over.await();
        assertThat(emitter.sent).containsExactly(queued, canceled);
    }

    /** Whose follower reads nothing at first. */
    private static final class Sluggish extends SseEmitter {

        private final CountDownLatch isSending = new CountDownLatch(1);
        private final CountDownLatch reads = new CountDownLatch(1);
        private final List<Object> sent = new CopyOnWriteArrayList<>();

        @Override
        public void send(SseEventBuilder event) throws IOException {
            isSending.countDown();
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            event.build().stream()
                    .map(DataWithMediaType::getData)
                    .filter(JobView.class::isInstance)
                    .forEach(sent::add);
        }
    }

    private JobView view(UUID job) {
        return jdbc.sql(JobView.SELECT + "where id = ?")
                .param(job)
                .query(JobView::of)
                .single();
    }

    @Test
    void anErrorIsAProblemAlsoForThoseWhoWantEvents() {
        MvcTestResult answer = as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs/" + Ids.text(Ids.next()) + "/events")
                .accept("text/event-stream")
                .exchange();

        assertProblem(answer, 404, "JOB_NOT_FOUND");
    }

    private MvcTestResult follow(String job) {
        return as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs/" + job + "/events")
                .accept("text/event-stream")
                .asyncExchange();
    }

    private static List<String> states(MvcTestResult stream) {
        return events(stream).stream()
                .map(event -> event.path("state").stringValue())
                .toList();
    }

    /** The jobs of the events so far, each of which is named; another may just be being written. */
    private static List<JsonNode> events(MvcTestResult stream) {
        String body = body(stream);
        List<String> lines = body.substring(0, body.lastIndexOf("\n\n") + 1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith("data:"))
                .mapToObj(i -> {
                    assertThat(lines.get(i - 1)).isEqualTo("event:state");
                    return JSON.readTree(lines.get(i).substring("data:".length()));
                })
                .toList();
    }
}
