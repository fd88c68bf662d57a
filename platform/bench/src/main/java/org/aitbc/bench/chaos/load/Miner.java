package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.log.Grant;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.http.Link.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the worker protocol over two connections: one for jobs, one for heartbeats. */
final class Miner implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** @param task what it does to its worker */
    record Assigned(Grant grant, Task task) {}

    private final String id;
    private final Manner manner;
    private final Journal journal;
    private final Line jobs;
    private final Line beats;

    Miner(String id, Principal owner, Manner manner, int port, Journal journal) {
        this.id = id;
        this.manner = manner;
        this.journal = journal;
        this.jobs = new Line(port, owner.headers(id), PATIENCE);
        this.beats = new Line(port, owner.headers(id), PATIENCE);
    }

    String id() {
        return id;
    }

    /** Whether it is registered now. */
    boolean register() throws IOException {
        Answer told = jobs.post("/v1/miners/register", """
            {"capabilities":{"job_types":%s},"concurrency":%d}\
            """.formatted(manner.types(), manner.concurrency()));
        return isGood(told, "register");
    }

    /** What a poll brings. */
    List<Assigned> poll() throws IOException {
        askForJobs();
        Answer told = jobs.read();
        if (told.status() == 404) {
            boolean _ = register();
            return List.of();
        }
        return isGood(told, "poll") ? assigned(JSON.readTree(told.body()).path("jobs")) : List.of();
    }

    /** Sends a poll whose answer nobody will read. */
    void askForJobs() throws IOException {
        jobs.send("/v1/miners/poll", """
            {"max_wait_seconds":%d,"max_jobs":%d}\
            """.formatted(manner.pollSeconds(), manner.concurrency()), "");
    }

    /** Whether the leases that are still held were heard to be renewed. */
    boolean beat(Collection<Grant> running) throws IOException {
        String list = running.stream()
                .map(grant -> """
                    {"job_id":"%s","lease_id":"%s","attempt":%d,"progress":0.5}\
                    """.formatted(grant.job(), grant.lease(), grant.attempt()))
                .collect(Collectors.joining(","));
        Answer told = beats.post(
                "/v1/miners/heartbeat", "{\"inflight\":%d,\"running\":[%s]}".formatted(running.size(), list));
        return told.status() == 404 || isGood(told, "heartbeat");
    }

    /** Sends what is yet to be answered. */
    void send(String path, String body) throws IOException {
        jobs.send(path, body, "");
    }

    Answer post(String path, String body) throws IOException {
        return jobs.post(path, body);
    }

    Answer read() throws IOException {
        return jobs.read();
    }

    /** Ends its connections, in the middle of whatever they do. */
    @Override
    public void close() {
        jobs.close();
        beats.close();
    }

    private List<Assigned> assigned(JsonNode list) {
        List<Assigned> all = new ArrayList<>();
        for (JsonNode one : list) {
            Grant grant = new Grant(
                    one.path("job_id").stringValue(),
                    one.path("lease_id").stringValue(),
                    one.path("attempt").intValue(),
                    id);
            journal.add(grant);
            all.add(new Assigned(
                    grant, Task.valueOf(one.path("payload").path("task").asString("QUICK"))));
        }
        return all;
    }

    /** @throws IOException when the suite cannot say at the moment */
    private boolean isGood(Answer told, String what) throws IOException {
        switch (told.status()) {
            case 503, 504 -> throw new IOException("not now: " + told.status());
            case 200, 204, 404 -> {}
            default -> journal.odd(id + " " + what + " was answered " + told);
        }
        return told.status() == 200;
    }
}
