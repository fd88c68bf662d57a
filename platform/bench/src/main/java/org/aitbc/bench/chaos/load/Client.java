package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Answer;
import org.aitbc.bench.chaos.log.History.Order;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.http.HttpConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders jobs, cancels some, and records the answers. */
public final class Client implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final HttpConnection.Answer BROKEN_OFF = new HttpConnection.Answer(0, "");

    private final String name;
    private final Principal who;
    private final HttpConnection connection;
    private final History history;
    private final Random random;
    private int requests;

    /** @param name is in the tags of its jobs: no other client has it */
    public Client(String name, Principal who, int port, History history, Random random) {
        this.name = name;
        this.who = who;
        this.connection = new HttpConnection(port, who.headers(), TIMEOUT);
        this.history = history;
        this.random = random;
    }

    /** Asks once more, and may change its mind about it. */
    void order(JobRequest request) throws InterruptedException {
        Order order = place(request);
        if (request.task() != Task.QUICK && random.nextInt(3) == 0) {
            Pause.between(random, 0, 500);
            for (String job : order.jobs()) {
                cancel(job);
            }
        }
    }

    /** Asks, with a key as often as it takes to be answered. */
    Order place(JobRequest request) throws InterruptedException {
        return place(request, name + "-" + ++requests);
    }

    /** Asks under a name that others may use too; it is the idempotency key, and in the tags of the jobs. */
    Order place(JobRequest request, String requestName) throws InterruptedException {
        List<String> tags = request.tags(requestName);
        String headers = request.keyed() ? "Idempotency-Key: " + requestName + "\r\n" : "";
        String body = request.body(tags);
        HttpConnection.Answer told = send(request.path(), body, headers);
        while (request.keyed() && isUnknown(told)) {
            Pause.between(random, 50, 150);
            told = send(request.path(), body, headers);
        }
        Answer answer = switch (told.status()) {
            case 201 -> Answer.TAKEN;
            case 402 -> Answer.REFUSED;
            default -> Answer.UNKNOWN;
        };
        Order order = new Order(
                who.name(),
                tags,
                request.keyed() ? requestName : "",
                request.task(),
                request.amount(),
                answer,
                answer == Answer.TAKEN ? ids(told) : List.of());
        history.orders().add(order);
        return order;
    }

    private void cancel(String job) throws InterruptedException {
        HttpConnection.Answer told = send("/v1/jobs/" + job + "/cancel", "", "");
        while (isUnknown(told)) {
            Pause.between(random, 50, 150);
            told = send("/v1/jobs/" + job + "/cancel", "", "");
        }
        if (told.status() == 200) {
            history.canceled().add(job);
        }
    }

    private HttpConnection.Answer send(String path, String body, String headers) {
        try {
            HttpConnection.Answer told = connection.post(path, body, headers);
            switch (told.status()) {
                case 200, 201, 402, 409, 503, 504 -> {}
                default -> history.unexpected().add(who.name() + " " + path + " was answered " + told);
            }
            return told;
        } catch (IOException e) {
            return BROKEN_OFF;
        }
    }

    private static boolean isUnknown(HttpConnection.Answer told) {
        return told.status() == 0 || told.status() >= 500;
    }

    private static List<String> ids(HttpConnection.Answer told) {
        JsonNode answer = JSON.readTree(told.body());
        return answer.has("items")
                ? answer.path("items")
                        .valueStream()
                        .map(job -> job.path("job_id").stringValue())
                        .toList()
                : List.of(answer.path("job_id").stringValue());
    }

    @Override
    public void close() {
        connection.close();
    }
}
