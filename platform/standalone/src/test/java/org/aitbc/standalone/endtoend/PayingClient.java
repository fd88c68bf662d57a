package org.aitbc.standalone.endtoend;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.aitbc.standalone.endtoend.OrderBook.Answer;
import org.aitbc.standalone.endtoend.OrderBook.Order;
import tools.jackson.databind.json.JsonMapper;

/** Orders jobs of all kinds one after the other, and writes down what it is told. */
final class PayingClient {

    /** More than any client here has. */
    static final BigDecimal TOO_MUCH = new BigDecimal("5000");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_TRIES = 1_000;
    private static final int BROKEN_OFF = 0;
    private static final int CENT = 1_000_000;

    private final String name;
    private final String url;
    private final String apiKey;
    private final OrderBook book;
    private final Random random;
    private final HttpClient http = HttpClient.newHttpClient();
    private int orders;

    PayingClient(String name, String url, String apiKey, OrderBook book, long seed) {
        this.name = name;
        this.url = url;
        this.apiKey = apiKey;
        this.book = book;
        this.random = new Random(seed);
    }

    /** A kind of job: what its worker runs, and how long it is wanted. */
    private record Kind(String payload, int ttlSeconds) {

        static final Kind LONG = new Kind("{\"type\":\"command\",\"command\":[\"sleep\",\"3\"],\"tag\":\"%s\"}", 90);
        static final Kind FAILING = new Kind("{\"type\":\"command\",\"command\":[\"false\"],\"tag\":\"%s\"}", 90);

        static Kind of(int percent) {
            if (percent < 5) {
                return new Kind("{\"type\":\"embedding\",\"texts\":[\"one\",\"two\"],\"tag\":\"%s\"}", 90);
            }
            if (percent < 10) {
                return new Kind("{\"type\":\"of-nobody\",\"tag\":\"%s\"}", 2);
            }
            if (percent < 25) {
                return FAILING;
            }
            if (percent < 35) {
                return LONG;
            }
            return percent < 70
                    ? new Kind("{\"type\":\"command\",\"command\":[\"true\"],\"tag\":\"%s\"}", 90)
                    : new Kind("{\"type\":\"command\",\"command\":[\"sleep\",\"0.05\"],\"tag\":\"%s\"}", 90);
        }
    }

    private record Told(int status, String body) {}

    /**
     * Orders one job, and may cancel it.
     *
     * @param most what it may cost, in hundredths
     */
    void order(int most) throws InterruptedException {
        Kind kind = Kind.of(random.nextInt(100));
        BigDecimal amount = switch (random.nextInt(20)) {
            case 0 -> BigDecimal.ZERO;
            case 1 -> TOO_MUCH;
            default -> BigDecimal.valueOf(CENT + random.nextInt(most * CENT), 8);
        };
        String job = order(kind, amount, random.nextBoolean());
        if (kind.equals(Kind.LONG) && !job.isEmpty() && random.nextInt(3) > 0) {
            cancel(job);
        }
    }

    /** Orders a job that does nothing, as often as it takes to be told. */
    String order(BigDecimal amount) throws InterruptedException {
        return order(Kind.of(50), amount, true);
    }

    /** The id of the job; empty where the client was not told one. */
    private String order(Kind kind, BigDecimal amount, boolean hasKey) throws InterruptedException {
        String tag = name + "-" + ++orders;
        String price = amount.signum() == 0 ? "" : ",\"payment_amount\":" + amount.toPlainString();
        HttpRequest.Builder request = request("/v1/jobs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"payload\":%s,\"ttl_seconds\":%d%s}"
                        .formatted(kind.payload().formatted(tag), kind.ttlSeconds(), price)));
        Told told = hasKey ? untilTold(request.header("Idempotency-Key", tag)) : send(request);
        String job =
                told.status() == 201 ? JSON.readTree(told.body()).path("job_id").stringValue() : "";
        Answer answer = switch (told.status()) {
            case 201 -> Answer.TAKEN;
            case 402 -> Answer.REFUSED;
            default -> Answer.UNKNOWN;
        };
        book.add(new Order(tag, hasKey, amount, answer, job));
        return job;
    }

    private void cancel(String job) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
        Told told = untilTold(request("/v1/jobs/" + job + "/cancel").POST(BodyPublishers.noBody()));
        if (told.status() == 200) {
            book.canceled(job);
        }
    }

    private Told untilTold(HttpRequest.Builder request) throws InterruptedException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Told told = send(request);
            if (told.status() != BROKEN_OFF && told.status() < 500) {
                return told;
            }
            TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(100));
        }
        throw new AssertionError("not told anything: " + request.build());
    }

    private Told send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            Told told = new Told(answer.statusCode(), answer.body());
            switch (told.status()) {
                case 200, 201, 402, 409, 503, 504 -> {}
                default -> book.odd(answer + ": " + answer.body());
            }
            return told;
        } catch (IOException brokenOff) {
            return new Told(BROKEN_OFF, String.valueOf(brokenOff.getMessage()));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).header("X-Api-Key", apiKey);
    }
}
