package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Death;
import org.aitbc.bench.chaos.log.History.Grant;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A worker without a GPU: what a job does to it is in the job. It can be frozen, and it can die at a chosen moment. */
public final class Worker {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BEAT_MILLIS = 700;

    private final String id;
    private final WorkerKind kind;
    private final History history;
    private final Random random;
    private final Backoff backoff;
    private final HttpConnection connection;
    private final HttpConnection heartbeats;
    private final Reporter reporter;
    private final Map<String, Grant> running = new ConcurrentHashMap<>();
    private volatile @Nullable DeathAt doom;
    private volatile @Nullable Instant wholeSince;
    private volatile boolean frozen;
    private volatile boolean dismissed;
    private volatile boolean dead;

    Worker(String id, String headers, WorkerKind kind, int port, History history, Random random) {
        this.id = id;
        this.kind = kind;
        this.history = history;
        this.random = random;
        this.backoff = kind.backoff(random);
        this.connection = new HttpConnection(port, headers, TIMEOUT);
        this.heartbeats = new HttpConnection(port, headers, TIMEOUT);
        this.reporter = new Reporter(id, connection, history, kind.backoff(random));
    }

    /** At what moment it dies. */
    public enum DeathAt {
        POLL_PARKED,
        /** It has asked for jobs, and does not hear the answer. */
        CLAIM_UNHEARD,
        HOLDING_JOBS,
        /** It has sent a result, and does not hear the answer. */
        RESULT_UNHEARD
    }

    /** @param task what it does to its worker */
    record Assigned(Grant grant, Task task) {}

    public String id() {
        return id;
    }

    public WorkerKind kind() {
        return kind;
    }

    /** The leases that it believes to hold. */
    public List<Grant> running() {
        return List.copyOf(running.values());
    }

    public boolean isDead() {
        return dead;
    }

    /**
     * Lets it die at the next such moment.
     *
     * @param since nothing else is broken
     */
    public void condemn(DeathAt moment, Instant since) {
        wholeSince = since;
        doom = moment;
        if (moment == DeathAt.POLL_PARKED || moment == DeathAt.CLAIM_UNHEARD) {
            disconnect();
        }
    }

    /** Where it has not died yet: other things may be broken by then. */
    public void diesUnmeasured() {
        wholeSince = null;
    }

    /** It does nothing until it is thawed, and then continues as if nothing had happened. */
    public void freeze(boolean freeze) {
        frozen = freeze;
    }

    /** Ends its connections, in the middle of whatever they do. */
    public void disconnect() {
        connection.close();
        heartbeats.close();
    }

    /** It ends after what it is doing. */
    void dismiss() {
        dismissed = true;
        if (running.isEmpty()) {
            disconnect();
        }
    }

    void run() throws InterruptedException {
        Thread beats = Thread.ofVirtual().start(this::beat);
        boolean registered = false;
        while (!dismissed && !dead) {
            try {
                if (doom == DeathAt.POLL_PARKED) {
                    die();
                } else if (registered) {
                    work();
                } else {
                    registered = register();
                }
                if (registered) {
                    backoff.reset();
                } else {
                    backoff.pause();
                }
                whileFrozen();
            } catch (IOException brokenOff) {
                backoff.pause();
            }
        }
        beats.interrupt();
        disconnect();
    }

    private void work() throws IOException, InterruptedException {
        askForJobs();
        if (doom == DeathAt.CLAIM_UNHEARD) {
            Pause.between(random, 0, 20);
            die();
            return;
        }
        List<Assigned> jobs = readJobs();
        jobs.forEach(job -> running.put(job.grant().lease(), job.grant()));
        if (jobs.isEmpty()) {
            return;
        }
        if (doom == DeathAt.HOLDING_JOBS || (kind == WorkerKind.POISONED && random.nextInt(3) > 0)) {
            Pause.between(random, 0, 50);
            die();
        } else if (kind == WorkerKind.POISONED) {
            handBack(jobs);
        } else if (kind == WorkerKind.BATCHED) {
            perform(jobs);
        } else {
            for (Assigned job : jobs) {
                perform(List.of(job));
            }
        }
    }

    private void perform(List<Assigned> jobs) throws InterruptedException {
        if (dead) {
            return;
        }
        boolean isLong = jobs.stream().anyMatch(job -> job.task() == Task.LONG);
        Pause.between(random, 0, isLong ? 2_500 : 30);
        whileFrozen();
        if (doom == DeathAt.RESULT_UNHEARD) {
            reporter.reportUnheard(jobs.getFirst());
            Pause.between(random, 0, 10);
            die();
            return;
        }
        reporter.report(jobs, kind == WorkerKind.BATCHED);
        jobs.forEach(job -> running.remove(job.grant().lease()));
    }

    private void handBack(List<Assigned> jobs) throws IOException {
        for (Assigned job : jobs) {
            Grant grant = job.grant();
            running.remove(grant.lease());
            var _ = connection.post(
                    "/v1/miners/" + grant.job() + "/fail", """
                {"error_code":"POISON","retryable":true,"lease_id":"%s","attempt":%d}""".formatted(grant.lease(), grant.attempt()));
        }
    }

    private void die() {
        dead = true;
        disconnect();
        history.deaths().add(new Death(id, Instant.now(), wholeSince));
    }

    private void whileFrozen() throws InterruptedException {
        while (frozen) {
            Pause.millis(20);
        }
    }

    private boolean register() throws IOException {
        return isGood(
                connection.post("/v1/miners/register", """
                        {"capabilities":{"job_types":%s},"concurrency":%d,"running":[]}""".formatted(kind.types(), kind.concurrency())), "register");
    }

    private void askForJobs() throws IOException {
        connection.send(
                "/v1/miners/poll",
                "{\"max_wait_seconds\":%d,\"max_jobs\":%d}".formatted(kind.pollSeconds(), kind.concurrency()),
                "");
    }

    private List<Assigned> readJobs() throws IOException {
        Answer told = connection.read();
        if (told.status() == 404) {
            boolean _ = register();
        }
        List<Assigned> jobs = new ArrayList<>();
        if (isGood(told, "poll")) {
            for (JsonNode one : JSON.readTree(told.body()).path("jobs")) {
                Grant grant = new Grant(
                        one.path("job_id").stringValue(),
                        one.path("lease_id").stringValue(),
                        one.path("attempt").intValue(),
                        id);
                history.grants().add(grant);
                jobs.add(new Assigned(
                        grant, Task.valueOf(one.path("payload").path("task").asString("QUICK"))));
            }
        }
        return jobs;
    }

    private void beat() {
        try {
            while (!dead) {
                Pause.millis(BEAT_MILLIS);
                if (kind != WorkerKind.STORMING && !frozen && !running.isEmpty()) {
                    try {
                        renewLeases();
                    } catch (IOException brokenOff) {
                        // the next one comes soon
                    }
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewLeases() throws IOException {
        String list = running.values().stream()
                .map(grant -> """
                    {"job_id":"%s","lease_id":"%s","attempt":%d,"progress":0.5}""".formatted(grant.job(), grant.lease(), grant.attempt()))
                .collect(Collectors.joining(","));
        boolean _ = isGood(
                heartbeats.post(
                        "/v1/miners/heartbeat", "{\"inflight\":%d,\"running\":[%s]}".formatted(running.size(), list)),
                "heartbeat");
    }

    /** @throws IOException when the suite cannot say at the moment */
    private boolean isGood(Answer told, String what) throws IOException {
        switch (told.status()) {
            case 503, 504 -> throw new IOException("not now: " + told.status());
            case 200, 204, 404 -> {}
            default -> history.unexpected().add(id + " " + what + " was answered " + told);
        }
        return told.status() == 200;
    }
}
