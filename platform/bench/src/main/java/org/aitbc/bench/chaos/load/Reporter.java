package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.load.Miner.Assigned;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.chaos.log.Report;
import org.aitbc.bench.chaos.log.Report.Told;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.http.Link.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hands in the ends of jobs, each as often as it takes to be told what became of it. */
final class Reporter {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_TRIES = 400;

    private final Miner miner;
    private final Journal journal;
    private final Patience patience;
    private int results;

    Reporter(Miner miner, Journal journal, Patience patience) {
        this.miner = miner;
        this.journal = journal;
        this.patience = patience;
    }

    private record Said(Assigned job, String token) {

        String body() {
            return job.grant().end(token);
        }
    }

    /** Reports one; whether it was accepted. */
    boolean report(Assigned job) throws InterruptedException {
        Said said = say(job);
        patience.reset();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                send(said);
                Answer told = miner.read();
                if (told.status() == 200) {
                    write(said, Told.ACCEPTED, JSON.readTree(told.body()));
                    return true;
                }
                if (told.status() == 409) {
                    write(said, Told.NOT_HELD, JSON.nullNode());
                    return false;
                }
                requireAway(said, told.status(), told.body());
            } catch (IOException brokenOff) {
                // so it is said again
            }
            patience.pause();
        }
        write(said, Told.UNKNOWN, JSON.nullNode());
        return false;
    }

    /** Reports one and does not wait for the answer. */
    void reportUnheard(Assigned job) {
        Said said = say(job);
        try {
            send(said);
        } catch (IOException brokenOff) {
            // nobody waits for it
        }
        write(said, Told.UNKNOWN, JSON.nullNode());
    }

    /** Reports several with one call; those that nothing was said about again. */
    void report(List<Assigned> jobs) throws InterruptedException {
        List<Said> open = new ArrayList<>(jobs.stream().map(this::say).toList());
        patience.reset();
        for (int tries = 0; tries < MOST_TRIES && !open.isEmpty(); tries++) {
            try {
                Answer told = miner.post(
                        "/v1/miners/results",
                        open.stream()
                                .map(said -> "{\"job_id\":\"%s\",%s}"
                                        .formatted(said.job().grant().job(), said.body()))
                                .collect(Collectors.joining(",", "{\"results\":[", "]}")));
                if (told.status() == 200) {
                    JsonNode items = JSON.readTree(told.body()).path("results");
                    for (int i = open.size() - 1; i >= 0; i--) {
                        if (isTold(open.get(i), items.path(i))) {
                            open.remove(i);
                        }
                    }
                } else {
                    requireAway(open.getFirst(), told.status(), told.body());
                }
            } catch (IOException brokenOff) {
                // so they are said again
            }
            if (!open.isEmpty()) {
                patience.pause();
            }
        }
        open.forEach(said -> write(said, Told.UNKNOWN, JSON.nullNode()));
    }

    private Said say(Assigned job) {
        return new Said(job, job.task() == Task.FAILING ? "" : miner.id() + "/" + ++results);
    }

    private void send(Said said) throws IOException {
        miner.send(said.job().grant().path(said.token()), "{" + said.body() + "}");
    }

    private boolean isTold(Said said, JsonNode item) {
        if (item.path("status").asString("").equals("ok")) {
            write(said, Told.ACCEPTED, item);
            return true;
        }
        String code = item.path("code").asString("");
        switch (code) {
            case "LEASE_NOT_HELD" -> write(said, Told.NOT_HELD, item);
            case "DATABASE_UNAVAILABLE", "OVERLOADED" -> {
                return false;
            }
            default -> requireAway(said, 0, item.toString());
        }
        return true;
    }

    private void requireAway(Said said, int status, String body) {
        if (status != 503 && status != 504) {
            journal.odd("the report of " + said.job().grant() + " was answered " + status + " " + body);
        }
    }

    private void write(Said said, Told told, JsonNode answer) {
        String receipt = answer.path("receipt").path("receipt_id").asString("");
        journal.add(new Report(said.job().grant(), said.token(), told, receipt));
    }
}
