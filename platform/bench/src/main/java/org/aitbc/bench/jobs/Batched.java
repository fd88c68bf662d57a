package org.aitbc.bench.jobs;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.http.Link.Answer;

/** A hundred jobs a call: batch submit, poll with max_jobs, batch of results. */
record Batched(Gateway gateway) implements Crew.Member {

    private static final int SIZE = 100;
    private static final String JOBS =
            Stream.generate(() -> """
                    {"payload":{"type":"bench","prompt":"a prompt of an ordinary length, give or take a few words"},"ttl_seconds":3600}""").limit(SIZE).collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    private static final String POLL = "{\"max_wait_seconds\":1,\"max_jobs\":%d}".formatted(SIZE);

    @Override
    public Crew.Round join(int number) throws IOException {
        Link client = gateway.client();
        Link miner = gateway.miner("batched-" + number, SIZE);
        return () -> {
            client.post("/v1/jobs/batch", JOBS).require(201);
            Answer jobs = miner.post("/v1/miners/poll", POLL).require(200);
            var ids = JobIds.all(jobs.body());
            if (ids.isEmpty()) {
                return 0;
            }
            miner.post(
                            "/v1/miners/results",
                            ids.stream()
                                    .map(id -> """
                                    {"job_id":"%s","result":{"output":"an answer of an ordinary length"},"metrics":{"duration_ms":1}}""".formatted(id))
                                    .collect(Collectors.joining(",", "{\"results\":[", "]}")))
                    .require(200);
            return ids.size();
        };
    }
}
