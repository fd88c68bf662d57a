package org.aitbc.ai.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.aitbc.ai.AiTest;
import org.aitbc.ai.FakeMarket;
import org.aitbc.ai.FakeMarket.Answer;
import org.aitbc.domain.id.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JobPriceTests extends AiTest {

    private static final String PRICE = """
            {"price_per_hour":2.25,"lowest_per_hour":1.5,"currency":"AITBC","gpus":3,"hour":"2026-11-25T09:00:00Z"}""";

    /** One that no other test asks for. */
    private final String gpu = "gpu" + Ids.text(Ids.next());

    @Test
    void aJobShowsWhatSuchGpusCostWhenItWasSubmitted() {
        FakeMarket.RUNNING.answers(gpu, Answer.of(200, PRICE));
        String job = submitWanting("\"gpu\":\"%s\",\"min_vram_gb\":24,\"region\":\"eu\"".formatted(gpu));

        JsonNode shown = json(get("/v1/jobs/" + job));

        assertThat(shown.path("market_price")).isEqualTo(JSON.readTree(PRICE));
        assertThat(shown.path("job_id").stringValue()).isEqualTo(job);
        assertThat(shown.path("price").isNull()).isTrue();
        assertThat(json(get("/v1/jobs/" + job + "/status"))).isEqualTo(shown);
        Instant submitted = Instant.parse(shown.path("requested_at").stringValue());
        assertThat(FakeMarket.RUNNING.asked(gpu))
                .singleElement()
                .satisfies(query -> assertThat(query.split("&"))
                        .containsExactlyInAnyOrder(
                                "gpu=" + gpu,
                                "min_memory_gb=24",
                                "region=eu",
                                "at=" + submitted.truncatedTo(ChronoUnit.HOURS)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"404|{\"code\":\"NO_MARKET_DATA\"}", "503|{}", "500|<html>", "200|[1", "200|{\"gpus\":\"many\"}"})
    void whateverTheMarketAnswersAJobIsShown(int status, String answer) {
        FakeMarket.RUNNING.answers(gpu, Answer.of(status, answer));
        String job = submitWanting("\"gpu\":\"%s\"".formatted(gpu));

        JsonNode shown = json(get("/v1/jobs/" + job));

        assertThat(shown.path("state").stringValue()).isEqualTo("QUEUED");
        assertThat(shown.path("market_price").isNull()).isTrue();
        assertThat(shown.has("market_price")).isTrue();
    }

    @Test
    void aMarketThatDoesNotAnswerIsNotWaitedForLongNorTwice() {
        CountDownLatch never = new CountDownLatch(1);
        FakeMarket.RUNNING.answers(gpu, new Answer(200, PRICE, never));
        String job = submitWanting("\"gpu\":\"%s\"".formatted(gpu));
        long before = System.nanoTime();

        for (int i = 0; i < 3; i++) {
            assertThat(json(get("/v1/jobs/" + job)).path("market_price").isNull())
                    .isTrue();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("one wait of five seconds, not two")
                .isLessThan(Duration.ofSeconds(10));
        assertThat(FakeMarket.RUNNING.asked(gpu)).hasSize(1);
        never.countDown();
    }

    @Test
    void bookedTimeHasAPriceOfItsOwn() {
        FakeMarket.RUNNING.answers(gpu, Answer.of(200, PRICE));
        UUID booking = book(client, "ada", true, -60, 600);
        String job = submitWanting("\"gpu\":\"%s\",\"booking_id\":\"%s\"".formatted(gpu, Ids.text(booking)));

        assertThat(json(get("/v1/jobs/" + job)).path("market_price").isNull()).isTrue();

        assertThat(FakeMarket.RUNNING.asked(gpu)).isEmpty();
    }

    private String submitWanting(String constraints) {
        return submit("{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"constraints\":{%s}}"
                .formatted(constraints));
    }
}
