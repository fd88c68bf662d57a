package org.aitbc.bench.jobs;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;

/** A hundred jobs a call: batch submit, poll with max_jobs, batch of results. */
public record Batched(HttpConnection client, HttpConnection miner) implements ClosedLoop.Client {

    private static final int SIZE = 100;
    private static final String JOBS =
            Stream.generate(() -> """
                    {"payload":{"type":"bench","prompt":"a prompt of an ordinary length, give or take a few words"},"ttl_seconds":3600}""").limit(SIZE).collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    private static final String POLL = "{\"max_wait_seconds\":1,\"max_jobs\":%d}".formatted(SIZE);

    /** One client and one miner. */
    public static Batched open(GatewayClients gateway, int number) throws IOException {
        return new Batched(gateway.client(), gateway.miner("batched-" + number, SIZE));
    }

    @Override
    public int run() throws IOException {
        client.post("/v1/jobs/batch", JOBS).require(201);
        return take(miner);
    }

    /** Polls once and completes what came. */
    static int take(HttpConnection miner) throws IOException {
        Answer jobs = miner.post("/v1/miners/poll", POLL).require(200, 204);
        List<String> ids = JobIds.all(jobs.body());
        if (!ids.isEmpty()) {
            miner.post("/v1/miners/results", results(ids)).require(200);
        }
        return ids.size();
    }

    @Override
    public void close() throws IOException {
        client.close();
        miner.close();
    }

    private static String results(List<String> ids) {
        StringBuilder body = new StringBuilder(ids.size() * 128).append("{\"results\":[");
        for (String id : ids) {
            body.append("{\"job_id\":\"").append(id).append("""
                    ","result":{"output":"an answer of an ordinary length"},"metrics":{"duration_ms":1}},""");
        }
        body.setLength(body.length() - 1);
        return body.append("]}").toString();
    }
}
