package org.aitbc.miner.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement.Pay;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.lease.Leases;
import org.aitbc.servicetest.Tokens;
import org.aitbc.starter.wake.Notifications;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class PollTests extends MinerTest {

    private static final Executor ASIDE = Thread::startVirtualThread;

    @Autowired
    private Dispatcher dispatcher;

    @Autowired
    private Notifications notifications;

    @Autowired
    private FleetGauges gauges;

    @Autowired
    private Leases leases;

    @Autowired
    private MeterRegistry meters;

    private final String miner = someMiner();

    @BeforeEach
    void aMiner() {
        register(miner, 3, "{\"models\":[\"llama3\"]}");
    }

    @Test
    void anAssignedJobTellsAllThatAWorkerNeeds() {
        UUID job = queue("inference", models("llama3"), 900);

        JsonNode assigned = pollJob(miner);

        assertThat(jobId(assigned)).isEqualTo(Ids.text(job));
        assertThat(assigned.path("payload").toString()).isEqualTo("{\"n\":1}");
        assertThat(assigned.path("constraints").propertyNames())
                .containsExactlyInAnyOrder("gpu", "cuda", "min_vram_gb", "models", "region", "max_price");
        assertThat(assigned.at("/constraints/models/0").stringValue()).isEqualTo("llama3");
        assertThat(assigned.at("/constraints/gpu").isNull()).isTrue();
        assertThat(assigned.path("lease_id").stringValue()).matches("[0-9a-f]{32}");
        assertThat(assigned.path("attempt").intValue()).isEqualTo(1);
        assertThat(assigned.path("lease_expires_at").stringValue()).endsWith("Z");
        assertThat(assigned.path("expires_at").stringValue()).endsWith("Z");
        assertThat(holder(job)).isEqualTo(miner);
    }

    @Test
    void whatWaitsAndRunsIsMeasuredByType() {
        String twoCards = someMiner();
        register(twoCards, 2, "{\"job_types\":[\"embedding\"],\"gpus\":[{\"name\":\"H100\"},{\"name\":\"H100\"}]}");
        leases.reconcile();
        gauges.measure();
        double busy = gauge("aitbc.miners", "state", "busy");
        double busyGpus = gauge("aitbc.gpus", "state", "busy");
        UUID old = queue("made up by a client");
        UUID hourAgo = new UUID((System.currentTimeMillis() - 3_600_000) << 16 | 0x7000, old.getLeastSignificantBits());
        jdbc.sql("update core.ready set id = ? where id = ?")
                .params(hourAgo, old)
                .update();
        queue("embedding");
        pollJob(twoCards);
        queue("embedding");

        gauges.measure();

        assertThat(gauge("aitbc.jobs", "state", "queued", "type", "embedding")).isEqualTo(1);
        assertThat(gauge("aitbc.jobs", "state", "running", "type", "embedding")).isEqualTo(1);
        assertThat(gauge("aitbc.jobs", "state", "queued", "type", "other")).isEqualTo(1);
        assertThat(gauge("aitbc.jobs.oldest.queued.seconds")).isBetween(3600.0, 3700.0);
        assertThat(gauge("aitbc.miners", "state", "busy")).isEqualTo(busy + 1);
        assertThat(gauge("aitbc.gpus", "state", "busy")).isEqualTo(busyGpus + 1);
        assertThat(gauge("aitbc.gpus", "state", "online")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void jobsThatEndWithoutAResultAreCountedByType() {
        double before = expired();
        queue("container", Constraints.NONE, -1);
        await().until(() -> expired() == before + 1);

        queue("container");
        UUID running = Ids.parse(jobId(pollJob(miner)));
        jdbc.sql("update core.lease set until = now(), expires_at = now() where job_id = ?")
                .param(running)
                .update();
        await().until(() -> expired() == before + 2);
    }

    private double expired() {
        return meters.get("aitbc.jobs.ended")
                .tags("state", "EXPIRED", "type", "container")
                .counter()
                .count();
    }

    private double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    @Test
    void theOldestJobGoesFirst() {
        List<String> queued = List.of(Ids.text(queue("a")), Ids.text(queue("b")), Ids.text(queue("a")));

        assertThat(List.of(jobId(pollJob(miner)), jobId(pollJob(miner)), jobId(pollJob(miner))))
                .isEqualTo(queued);
    }

    @Test
    void aJobThatComesBackGoesBeforeYoungerOnes() {
        queue("inference");
        UUID old = queue("inference");
        queue("inference");
        queue("inference");
        JsonNode first = pollJob(miner);
        JsonNode second = pollJob(miner);
        assertThat(jobId(second)).isEqualTo(Ids.text(old));

        assertThat(fail(second, true)).hasStatus(200);

        assertThat(pollJobs(miner, 5)).first().isEqualTo(Ids.text(old));
        assertThat(result(ALICE, first, "{}")).hasStatus(200);
    }

    @Test
    void withoutAJobTheAnswerIsEmpty() {
        MvcTestResult answer = poll(miner, 0);

        assertThat(answer).hasStatus(204);
        assertThat(body(answer)).isEmpty();
    }

    @Test
    void aWaitingPollWakesWhenAJobIsQueuedEvenWithoutAHint() {
        CompletableFuture<MvcTestResult> waiting = parkedPoll(20);
        long before = System.nanoTime();
        UUID job = queue("inference");

        assertThat(jobId(json(waiting.join()))).isEqualTo(Ids.text(job));
        // at its end a poll looks once more in any case
        assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(15).toNanos());
    }

    @Test
    void aHintWakesAWaitingPollBeforeItLooksByItself() {
        UUID seen = queue("inference");
        int queue = queueOf(seen);
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(seen));
        List<Long> took = new ArrayList<>();
        // on a busy machine some are slow for other reasons
        for (int i = 0; i < 10 && took.stream().noneMatch(PollTests::isSoon); i++) {
            CompletableFuture<MvcTestResult> waiting = parkedPoll(20);
            UUID job = queue("inference");
            long before = System.nanoTime();
            notifications.tell(Map.of(queue, job));
            assertThat(jobId(json(waiting.join()))).isEqualTo(Ids.text(job));
            took.add(System.nanoTime() - before);
        }

        // without the hint each would have taken half a second on average
        assertThat(took).anyMatch(PollTests::isSoon);
    }

    private static boolean isSoon(long nanos) {
        return nanos < Duration.ofMillis(400).toNanos();
    }

    @Test
    void aWaitIsHonouredAndThenEndsEmpty() {
        long before = System.nanoTime();

        assertThat(poll(miner, 1)).hasStatus(204);

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("not the fifteen seconds of a poll that does not say")
                .isBetween(Duration.ofMillis(690), Duration.ofSeconds(14));
    }

    @Test
    void aShortPollEndsBeforeItsClientGivesUp() {
        assertThat(NextJobs.wait(5)).isLessThan(Duration.ofMillis(4_800));
        assertThat(NextJobs.wait(30)).isGreaterThan(Duration.ofSeconds(29));
        assertThat(NextJobs.wait(0)).isZero();
    }

    @Test
    void aMinerHoldsNoMoreThanItsConcurrency() {
        for (int i = 0; i < 5; i++) {
            queue(null);
        }

        assertThat(pollJobs(miner, 10)).hasSize(3);
        assertThat(pollJobs(miner, 10)).isEmpty();
        assertThat(poll(miner, 0)).hasStatus(204);
    }

    @Test
    void pollsOfOneMinerTogetherHoldNoMoreThanItsConcurrency() {
        CompletableFuture<List<Integer>> waiting = CompletableFuture.supplyAsync(
                () -> atOnce(6, _ -> poll(miner, 5).getResponse().getStatus()), ASIDE);
        await().pollInterval(5, MILLISECONDS).until(() -> dispatcher.parked() == 6);
        for (int i = 0; i < 40; i++) {
            queue(null);
        }

        List<Integer> statuses = waiting.join();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
        assertThat(leasesOf(miner)).isEqualTo(3);
    }

    @Test
    void theLastPollOfAMinerIsGivenItsJob() {
        CompletableFuture<MvcTestResult> left = parkedPoll(20);
        CompletableFuture<MvcTestResult> last = CompletableFuture.supplyAsync(() -> poll(miner, 20), ASIDE);
        await().pollInterval(5, MILLISECONDS).until(() -> dispatcher.parked() == 2);
        queue(null);

        assertThat(last.join()).hasStatus(200);

        assertThat(left).isNotDone();
        assertThat(heartbeat(miner, "{\"status\":\"draining\"}")).hasStatus(200);
        assertThat(left.join()).hasStatus(204);
    }

    @Test
    void aResultMakesRoomForAWaitingPoll() {
        for (int i = 0; i < 4; i++) {
            queue(null);
        }
        JsonNode first = pollJob(miner);
        assertThat(pollJobs(miner, 10)).hasSize(2);
        CompletableFuture<MvcTestResult> waiting = parkedPoll(20);

        assertThat(result(ALICE, first, "{}")).hasStatus(200);

        assertThat(waiting.join()).hasStatus(200);
    }

    @Test
    void aMinerGetsOnlyWhatItCanRunAndOthersJobsDoNotBlock() {
        String big = someMiner();
        register(big, 10, """
                {"gpus":[{"name":"NVIDIA H100","memory_mb":81920}],"cuda":"12.8","models":["llama3","qwen3"],
                 "job_types":["inference"],"price":0.05}""");
        for (int i = 0; i < 3; i++) {
            queue("inference", models("qwen3"), 900);
            queue("inference", new Constraints("h100", "12", 80, null, null, null, null, null, null), 900);
        }
        queue("inference", new Constraints(null, null, null, null, "eu", null, null, null, null), 900);
        queue("training", Constraints.NONE, 900);
        UUID cheap = queue(
                "inference",
                new Constraints(null, null, null, null, null, new BigDecimal("0.03"), null, null, null),
                900);
        UUID mine = queue("inference", models("llama3"), 900);

        assertThat(pollJobs(big, 10)).hasSize(7).doesNotContain(Ids.text(cheap));
        assertThat(pollJobs(miner, 10)).hasSize(2).contains(Ids.text(cheap)).doesNotContain(Ids.text(mine));
        assertThat(poll(big, 0)).hasStatus(204);
    }

    @Test
    void noMinerIsGivenWhatItsOwnerDoesNotWorkFor() {
        String choosy = someMiner();
        register(choosy, 10, "{\"least_price\":0.02,\"least_job_price\":2}");
        UUID unpaid = queue("inference");
        UUID small = queuePaid("inference", Pay.fixed(new BigDecimal("1.9"), "AITBC"), "1.9");
        fixPrice(small, "1.9");
        UUID large = queuePaid("inference", Pay.fixed(new BigDecimal("2.5"), "AITBC"), "2.5");
        fixPrice(large, "2.5");
        UUID metered = queuePaid("inference", Pay.BY_THE_SECOND, "5");

        assertThat(pays(pollJob(choosy)))
                .isEqualTo(Ids.text(large) + " {\"amount\":2.5,\"unit_price\":null,\"currency\":\"AITBC\"}");
        assertThat(pays(pollJob(choosy)))
                .isEqualTo(Ids.text(metered) + " {\"amount\":null,\"unit_price\":0.02,\"currency\":\"AITBC\"}");
        assertThat(poll(choosy, 0)).hasStatus(204);
        assertThat(pays(pollJob(miner))).isEqualTo(Ids.text(unpaid) + " null");
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(small));
    }

    private static String pays(JsonNode assigned) {
        JsonNode pays = assigned.path("pays");
        return jobId(assigned) + " " + (pays.isNull() ? pays : pays.toString().replace(".50000000", ".5"));
    }

    @Test
    void anUnexplainedFailureGivesTheJobToAnotherMiner() {
        String other = someMiner();
        register(other, 1, "{}");
        UUID job = queue("inference");
        JsonNode first = pollJob(miner);

        assertThat(unexplained(first)).hasStatus(200);

        assertThat(state(job)).isEqualTo("QUEUED");
        assertThat(poll(miner, 0)).as("not the same one again").hasStatus(204);
        JsonNode second = pollJob(other);
        assertThat(second.path("attempt").intValue()).isEqualTo(2);
        assertThat(unexplained(second)).hasStatus(200);
        JsonNode third = pollJob(miner);
        assertThat(third.path("attempt").intValue()).isEqualTo(3);
        assertThat(unexplained(third)).hasStatus(200);
        assertThat(outcome(job)).isEqualTo("FAILED GPU_LOST");
    }

    @Test
    void aJobForOneMinerAloneIsNotKeptFromItAfterAFailure() {
        queue("inference", new Constraints(null, null, null, null, null, null, null, miner, null), 900);

        assertThat(unexplained(pollJob(miner))).hasStatus(200);

        assertThat(pollJob(miner).path("attempt").intValue()).isEqualTo(2);
    }

    @Test
    void jobsBehindManyThatFailedThereAreFound() {
        IntStream.range(0, 200).forEach(_ -> queue("inference"));
        jdbc.sql("update core.ready set failed_by = ?, not_there_until = now() + interval '1 h'")
                .param(miner)
                .update();
        UUID behind = queue("inference");

        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(behind));
    }

    @Test
    void refusalsUseUpNoAttemptsButAreNotExcusedForEver() {
        UUID job = queue("inference", new Constraints(null, null, null, null, null, null, null, miner, null), 900);

        for (int refusal = 1; refusal <= 13; refusal++) {
            assertThat(state(job)).isEqualTo("QUEUED");
            assertThat(post(ALICE, "/v1/miners/" + jobId(pollJob(miner)) + "/fail", """
                    {"error_code":"NOT_ALLOWED_HERE","error_message":"no such image here","retryable":true}"""))
                    .hasStatus(200);
        }

        assertThat(outcome(job)).isEqualTo("FAILED NOT_ALLOWED_HERE");
    }

    @Test
    void aFailureThatIsTheClientsEndsTheJob() {
        UUID job = queue("inference");

        assertThat(post(ALICE, "/v1/miners/" + jobId(pollJob(miner)) + "/fail", """
                {"error_code":"INVALID_PAYLOAD","error_message":"no prompt"}"""))
                .hasStatus(200);

        assertThat(outcome(job)).isEqualTo("FAILED INVALID_PAYLOAD");
    }

    @Test
    void aJobThatCameBackIsGivenToAnotherMinerThatWaits() {
        String other = someMiner();
        register(other, 1, "{}");
        UUID job = queue("inference");
        JsonNode first = pollJob(miner);
        CompletableFuture<MvcTestResult> waiting = CompletableFuture.supplyAsync(() -> poll(miner, 20), ASIDE);
        await().until(() -> dispatcher.parked() == 1);
        CompletableFuture<MvcTestResult> alsoWaiting = CompletableFuture.supplyAsync(() -> poll(other, 20), ASIDE);
        await().until(() -> dispatcher.parked() == 2);

        assertThat(fail(first, true)).hasStatus(200);

        assertThat(jobId(json(alsoWaiting.join()))).isEqualTo(Ids.text(job));
        UUID next = queue("inference");
        assertThat(jobId(json(waiting.join()))).isEqualTo(Ids.text(next));
    }

    /** As a legacy worker does. */
    private MvcTestResult unexplained(JsonNode job) {
        return post(ALICE, "/v1/miners/" + jobId(job) + "/fail", """
                {"error_code":"GPU_LOST","error_message":"fell off the bus"}""");
    }

    @Test
    void aJobForOtherOwnersIsNotGivenToTheOwnersSecondMachine() {
        UUID job = queue("inference", Constraints.NONE.without(null, List.of(ALICE)), 900);
        UUID anybodys = queue("inference");
        String bobs = someMiner();
        json(post("bob", "/v1/miners/register?miner_id=" + bobs, "{\"capabilities\":{}}"));

        assertThat(pollJobs(miner, 2)).containsExactly(Ids.text(anybodys));
        JsonNode assigned = json(post("bob", "/v1/miners/poll?miner_id=" + bobs, "{\"max_wait_seconds\":0}"));

        assertThat(jobId(assigned)).isEqualTo(Ids.text(job));
        assertThat(assigned.path("constraints").has("not_owners")).isFalse();
    }

    @Test
    void anAnswerHoldsNoMoreThanItCanCarry() {
        List<UUID> jobs = IntStream.range(0, 5).mapToObj(_ -> queue(null)).toList();
        jobs.forEach(job -> say(job, 3 << 19));
        String big = someMiner();
        register(big, 10, "{}");

        List<List<String>> given =
                IntStream.range(0, 3).mapToObj(_ -> pollJobs(big, 10)).toList();

        List<String> all = jobs.stream().map(Ids::text).toList();
        assertThat(given).containsExactly(all.subList(0, 2), all.subList(2, 4), all.subList(4, 5));
        assertThat(jdbc.sql("select attempt from core.lease")
                        .query(Integer.class)
                        .list())
                .hasSize(5)
                .containsOnly(1);
    }

    @Test
    void aPayloadThatIsTooLargeForAClaimIsReadByItsPoll() {
        UUID job = queue(null);
        say(job, 9 << 20);
        UUID behind = queue(null);

        assertThat(pollJob(miner).at("/payload/said").stringValue()).hasSize(9 << 20);
        assertThat(pollJobs(miner, 2)).containsExactly(Ids.text(behind));
    }

    @Test
    void aLostAnswerIsHandedOutAgain() {
        queue(null);
        JsonNode lost = pollJob(miner);

        // not at once: the answer may still be on its way
        MvcTestResult again =
                await().until(this::pollRunning, answer -> answer.getResponse().getStatus() == 200);

        assertThat(json(again)).isEqualTo(lost);
        assertThat(leasesOf(miner)).isEqualTo(1);
    }

    @Test
    void whatRunsIsNotHandedOutAgain() {
        queue(null);
        JsonNode running = pollJob(miner);
        jdbc.sql("update core.lease set started_at = now() - interval '1 minute'")
                .update();

        assertThat(post(ALICE, "/v1/miners/poll?miner_id=" + miner, """
                {"max_wait_seconds":0,"running":["%s"]}""".formatted(jobId(running))))
                .hasStatus(204);
    }

    @Test
    void minersThatRaceGetEachJobOnce() {
        List<String> racers = IntStream.range(0, 8).mapToObj(_ -> someMiner()).toList();
        racers.forEach(one -> register(one, 100, "{}"));
        List<String> queued =
                IntStream.range(0, 400).mapToObj(_ -> Ids.text(queue(null))).toList();

        List<String> given = atOnce(64, one -> {
                    List<String> got = new ArrayList<>();
                    List<String> jobs;
                    do {
                        jobs = pollJobs(racers.get(one % racers.size()), 7);
                        got.addAll(jobs);
                    } while (!jobs.isEmpty());
                    return got;
                })
                .stream()
                .flatMap(List::stream)
                .toList();

        assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(queued);
    }

    @Test
    void fiveHundredParkedPollsAreAllAnswered() {
        List<String> miners = IntStream.range(0, 500).mapToObj(_ -> someMiner()).toList();
        miners.forEach(one -> register(one, 1, "{}"));
        CompletableFuture<List<Integer>> answers = CompletableFuture.supplyAsync(
                () -> atOnce(500, one -> poll(miners.get(one), 20).getResponse().getStatus()), ASIDE);
        await().until(() -> dispatcher.parked() >= 500);
        for (int i = 0; i < 500; i++) {
            queue(null);
        }

        assertThat(answers.join()).hasSize(500).containsOnly(200);
    }

    @Test
    void aParkedPollOfAMinerThatSignsOffGetsNoJob() {
        CompletableFuture<MvcTestResult> waiting = parkedPoll(2);
        json(send(ALICE, http.delete().uri("/v1/miners/" + miner), ""));
        UUID job = queue(null);

        assertThat(waiting.join()).hasStatus(204);
        assertThat(state(job)).isEqualTo("QUEUED");
    }

    @Test
    void anExpiredJobIsNotHandedOut() {
        queue(null, Constraints.NONE, -1);
        UUID alive = queue(null);

        assertThat(pollJobs(miner, 5)).containsExactly(Ids.text(alive));
    }

    @Test
    void aPollNeedsNoBody() {
        queue(null);

        assertThat(http.post()
                        .uri("/v1/miners/poll?miner_id=" + miner)
                        .header("Authorization", Tokens.bearer("miner-service", ALICE, Role.MINER))
                        .exchange())
                .hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"max_wait_seconds\":-1}",
                "{\"max_wait_seconds\":\"long\"}",
                "{\"max_jobs\":0}",
                "{\"max_jobs\":1001}",
                "{\"running\":{}}",
                "{\"running\":[null]}",
                "[]"
            })
    void wrongPollsAreInvalid(String body) {
        assertRefused(post(ALICE, "/v1/miners/poll?miner_id=" + miner, body), 422, "VALIDATION_ERROR");
    }

    private MvcTestResult pollRunning() {
        return post(ALICE, "/v1/miners/poll?miner_id=" + miner, "{\"max_wait_seconds\":0,\"running\":[]}");
    }

    /** A poll that is waiting by now. */
    private CompletableFuture<MvcTestResult> parkedPoll(int seconds) {
        CompletableFuture<MvcTestResult> waiting = CompletableFuture.supplyAsync(() -> poll(miner, seconds), ASIDE);
        await().pollInterval(5, MILLISECONDS).until(() -> dispatcher.parked() == 1);
        return waiting;
    }

    private void say(UUID job, int characters) {
        jdbc.sql("update core.job set payload = json_build_object('said', repeat('x', ?)) where id = ?")
                .params(characters, job)
                .update();
    }

    private int queueOf(UUID job) {
        return jdbc.sql("select class from core.job where id = ?")
                .param(job)
                .query(Integer.class)
                .single();
    }

    private int leasesOf(String owner) {
        return jdbc.sql("select count(*) from core.lease where miner_id = ?")
                .param(owner)
                .query(Integer.class)
                .single();
    }
}
