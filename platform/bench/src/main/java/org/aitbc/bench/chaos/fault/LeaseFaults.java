package org.aitbc.bench.chaos.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.chaos.log.History.Grant;
import org.aitbc.bench.chaos.log.History.Report;
import org.aitbc.bench.chaos.log.History.Told;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;
import tools.jackson.databind.json.JsonMapper;

/** Reports about leases of others, forged ones, or repeated ones. */
final class LeaseFaults {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MANY = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration TIME_TO_HOLD = Duration.ofSeconds(3);
    private static final String THIEF = "thief-1";

    private LeaseFaults() {}

    /** A repeated result gets the same answer; a different one is refused. */
    static String replay(Arena arena, Random random) {
        List<Report> said = new ArrayList<>(arena.history().reports().stream()
                .filter(report ->
                        report.told() == Told.ACCEPTED && !report.receipt().isEmpty())
                .toList());
        Collections.shuffle(said, random);
        List<Report> chosen = said.subList(0, Math.min(MANY, said.size()));
        for (Report report : chosen) {
            Grant grant = report.grant();
            try (HttpConnection line = line(arena, arena.workload().principals().miner(), grant.miner())) {
                Answer told = line.post(grant.path(report.token()), "{" + grant.end(report.token()) + "}");
                if (told.status() == 200) {
                    String receipt = JSON.readTree(told.body())
                            .path("receipt")
                            .path("receipt_id")
                            .asString("");
                    if (!receipt.equals(report.receipt())) {
                        arena.history().unexpected().add("repeated, " + report + " was given the receipt " + receipt);
                    }
                } else {
                    requireAway(arena, "repeated, " + report, told);
                }
                requireRefused(arena, line, grant.path("x"), grant.end("changed " + report.token()));
            } catch (IOException brokenOff) {
                // nothing is known, and nothing has to be
            }
        }
        return chosen.size() + " results";
    }

    /** Takes part in jobs that others hold. */
    static String steal(Arena arena, Random random) throws InterruptedException {
        boolean _ = Arena.await(() -> arena.workload().workers().running().size() >= MANY, TIME_TO_HOLD);
        List<Grant> held = new ArrayList<>(arena.workload().workers().running());
        Collections.shuffle(held, random);
        List<Grant> chosen = held.subList(0, Math.min(MANY, held.size()));
        Principal thief = arena.workload().principals().thief();
        for (Grant grant : chosen) {
            String token = "stolen by " + THIEF;
            try (HttpConnection own = line(arena, thief, THIEF);
                    HttpConnection masked = line(arena, thief, grant.miner());
                    HttpConnection holder =
                            line(arena, arena.workload().principals().miner(), grant.miner())) {
                var _ = own.post("/v1/miners/register", "{\"capabilities\":{\"job_types\":[\"nothing\"]}}");
                requireRefused(arena, own, grant.path(token), grant.end(token));
                requireRefused(arena, own, grant.path(""), grant.end(""));
                requireRefused(arena, masked, grant.path(token), grant.end(token));
                requireRefused(
                        arena, holder, grant.path(token), forged(grant, random).end(token));
                Grant later = new Grant(grant.job(), grant.lease(), grant.attempt() + 1, grant.miner());
                requireRefused(arena, holder, grant.path(token), later.end(token));
                var _ = own.post("/v1/miners/heartbeat", """
                    {"running":[{"job_id":"%s","lease_id":"%s","attempt":%d}]}\
                    """.formatted(grant.job(), grant.lease(), grant.attempt()));
            } catch (IOException brokenOff) {
                // the next one may do
            }
        }
        return chosen.size() + " leases";
    }

    private static Grant forged(Grant grant, Random random) {
        String lease = "%016x%016x".formatted(random.nextLong(), random.nextLong());
        return new Grant(grant.job(), lease, grant.attempt(), grant.miner());
    }

    private static HttpConnection line(Arena arena, Principal who, String miner) {
        return new HttpConnection(arena.environment().suite().port(), who.headers(miner), TIMEOUT);
    }

    private static void requireRefused(Arena arena, HttpConnection line, String path, String members)
            throws IOException {
        Answer told = line.post(path, "{" + members + "}");
        switch (told.status()) {
            case 403, 404, 409 -> {}
            default -> requireAway(arena, path + " {" + members + "}", told);
        }
    }

    private static void requireAway(Arena arena, String what, Answer told) {
        if (told.status() != 503 && told.status() != 504) {
            arena.history().unexpected().add(what + " was answered " + told);
        }
    }
}
