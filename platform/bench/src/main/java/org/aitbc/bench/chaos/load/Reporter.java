package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.load.Worker.Assigned;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Report;
import org.aitbc.bench.chaos.log.History.Told;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports the ends of jobs, each as often as it takes to be answered. */
final class Reporter {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_TRIES = 400;

    private final String miner;
    private final HttpConnection connection;
    private final History history;
    private final Backoff backoff;
    private int results;

    Reporter(String miner, HttpConnection connection, History history, Backoff backoff) {
        this.miner = miner;
        this.connection = connection;
        this.history = history;
        this.backoff = backoff;
    }

    private record End(Assigned job, String token) {

        String body() {
            return job.grant().end(token);
        }
    }

    /** @param together in one call, else one after the other */
    void report(List<Assigned> jobs, boolean together) throws InterruptedException {
        List<End> open = new ArrayList<>(jobs.stream().map(this::end).toList());
        backoff.reset();
        for (int tries = 0; tries < MOST_TRIES && !open.isEmpty(); tries++) {
            try {
                if (together) {
                    sendAll(open);
                } else {
                    send(open);
                }
            } catch (IOException brokenOff) {
                // so it is reported again
            }
            if (!open.isEmpty()) {
                backoff.pause();
            }
        }
        open.forEach(end -> write(end, Told.UNKNOWN, JSON.nullNode()));
    }

    /** Reports one and does not wait for the answer. */
    void reportUnheard(Assigned job) {
        End end = end(job);
        try {
            connection.send(job.grant().path(end.token()), "{" + end.body() + "}", "");
        } catch (IOException brokenOff) {
            // nobody waits for it
        }
        write(end, Told.UNKNOWN, JSON.nullNode());
    }

    private void send(List<End> open) throws IOException {
        End end = open.getFirst();
        Answer told = connection.post(end.job().grant().path(end.token()), "{" + end.body() + "}");
        switch (told.status()) {
            case 200 -> write(end, Told.ACCEPTED, JSON.readTree(told.body()));
            case 409 -> write(end, Told.NOT_HELD, JSON.nullNode());
            default -> {
                requireAway(end, told.status(), told.body());
                return;
            }
        }
        open.removeFirst();
    }

    private void sendAll(List<End> open) throws IOException {
        Answer told = connection.post(
                "/v1/miners/results",
                open.stream()
                        .map(end -> "{\"job_id\":\"%s\",%s}"
                                .formatted(end.job().grant().job(), end.body()))
                        .collect(Collectors.joining(",", "{\"results\":[", "]}")));
        if (told.status() != 200) {
            requireAway(open.getFirst(), told.status(), told.body());
            return;
        }
        JsonNode items = JSON.readTree(told.body()).path("results");
        for (int i = open.size() - 1; i >= 0; i--) {
            if (isAnswered(open.get(i), items.path(i))) {
                open.remove(i);
            }
        }
    }

    private boolean isAnswered(End end, JsonNode item) {
        if (item.path("status").asString("").equals("ok")) {
            write(end, Told.ACCEPTED, item);
            return true;
        }
        switch (item.path("code").asString("")) {
            case "LEASE_NOT_HELD" -> write(end, Told.NOT_HELD, item);
            case "DATABASE_UNAVAILABLE", "OVERLOADED" -> {
                return false;
            }
            default -> requireAway(end, 0, item.toString());
        }
        return true;
    }

    private End end(Assigned job) {
        return new End(job, job.task() == Task.FAILING ? "" : miner + "/" + ++results);
    }

    private void requireAway(End end, int status, String body) {
        if (status != 503 && status != 504) {
            history.unexpected().add("the report of " + end.job().grant() + " was answered " + status + " " + body);
        }
    }

    private void write(End end, Told told, JsonNode answer) {
        String receipt = answer.path("receipt").path("receipt_id").asString("");
        history.reports().add(new Report(end.job().grant(), end.token(), told, receipt));
    }
}
