package org.aitbc.bench.flat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.http.Link.Answer;
import org.aitbc.bench.jobs.Gateway;
import org.aitbc.bench.jobs.JobIds;

/** How long a poll takes that finds a job waiting. One miner, so that it is the claim that is timed and not a queue for it. */
final class Claims {

    private static final int SUBMITTED_AT_ONCE = 50;
    private static final String JOBS = Stream.generate(
                    () -> "{\"payload\":{\"type\":\"claimed\"},\"ttl_seconds\":3600}")
            .limit(SUBMITTED_AT_ONCE)
            .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));

    private Claims() {}

    /** The nanoseconds of each poll. */
    static List<Long> time(Gateway gateway, int jobs) throws IOException {
        List<Long> nanos = new ArrayList<>(jobs);
        try (Link client = gateway.client();
                Link miner = gateway.miner("claimer", "claimed", 1)) {
            while (nanos.size() < jobs) {
                client.post("/v1/jobs/batch", JOBS).require(201);
                for (int i = 0; i < SUBMITTED_AT_ONCE; i++) {
                    long start = System.nanoTime();
                    Answer job = miner.post("/v1/miners/poll", "{\"max_wait_seconds\":10}")
                            .require(200);
                    nanos.add(System.nanoTime() - start);
                    miner.post("/v1/miners/" + JobIds.first(job.body()) + "/result", "{\"result\":{}}")
                            .require(200);
                }
            }
        }
        return nanos;
    }
}
