package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.chaos.log.Order;
import org.aitbc.bench.chaos.log.Order.Answer;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.http.Link;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks for jobs, cancels some, and writes down what it is told. */
public final class Client implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Link.Answer BROKEN_OFF = new Link.Answer(0, "");

    private final String name;
    private final Principal who;
    private final Line line;
    private final Journal journal;
    private final Random random;
    private int requests;

    /** @param name is in the tags of its jobs: no other client has it */
    public Client(String name, Principal who, int port, Journal journal, Random random) {
        this.name = name;
        this.who = who;
        this.line = new Line(port, who.headers(), PATIENCE);
        this.journal = journal;
        this.random = random;
    }

    /** Asks once more, and may change its mind about it. */
    void order(Wish wish) throws InterruptedException {
        Order order = place(wish);
        if (wish.task() != Task.QUICK && random.nextInt(3) == 0) {
            Pause.between(random, 0, 500);
            for (String job : order.jobs()) {
                cancel(job);
            }
        }
    }

    /** Asks, with a key as often as it takes to be answered. */
    Order place(Wish wish) throws InterruptedException {
        String request = name + "-" + ++requests;
        return place(wish, request, wish.tags(request));
    }

    /** Asks under a name that others may use too. */
    Order place(Wish wish, String request, List<String> tags) throws InterruptedException {
        String key = wish.keyed() ? request : "";
        String headers = wish.keyed() ? "Idempotency-Key: " + request + "\r\n" : "";
        String body = wish.body(tags);
        Link.Answer told = send(wish.path(), body, headers);
        while (wish.keyed() && isUnknown(told)) {
            Pause.between(random, 50, 150);
            told = send(wish.path(), body, headers);
        }
        Answer answer = switch (told.status()) {
            case 201 -> Answer.TAKEN;
            case 402 -> Answer.REFUSED;
            default -> Answer.UNKNOWN;
        };
        Order order = new Order(
                who.name(),
                tags,
                key,
                wish.task(),
                wish.amount(),
                answer,
                answer == Answer.TAKEN ? ids(told) : List.of());
        journal.add(order);
        return order;
    }

    private void cancel(String job) throws InterruptedException {
        Link.Answer told = send("/v1/jobs/" + job + "/cancel", "", "");
        while (isUnknown(told)) {
            Pause.between(random, 50, 150);
            told = send("/v1/jobs/" + job + "/cancel", "", "");
        }
        if (told.status() == 200) {
            journal.canceled(job);
        }
    }

    private Link.Answer send(String path, String body, String headers) {
        try {
            Link.Answer told = line.post(path, body, headers);
            switch (told.status()) {
                case 200, 201, 402, 409, 503, 504 -> {}
                default -> journal.odd(who.name() + " " + path + " was answered " + told);
            }
            return told;
        } catch (IOException e) {
            return BROKEN_OFF;
        }
    }

    private static boolean isUnknown(Link.Answer told) {
        return told.status() == 0 || told.status() >= 500;
    }

    private static List<String> ids(Link.Answer told) {
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
        line.close();
    }
}
