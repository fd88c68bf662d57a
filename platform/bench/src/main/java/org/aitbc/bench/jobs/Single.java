package org.aitbc.bench.jobs;

import java.io.IOException;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;

/** Three calls a job: submit, poll, result. Each client is a client and a miner; a poll may bring another client's job. */
record Single(HttpConnection client, HttpConnection miner) implements ClosedLoop.Client {

    private static final String JOB = """
            {"payload":{"type":"bench","prompt":"a prompt of an ordinary length, give or take a few words"},"ttl_seconds":3600}""";
    private static final String POLL = "{\"max_wait_seconds\":1}";
    private static final String RESULT = """
            {"result":{"output":"an answer of an ordinary length"},"metrics":{"duration_ms":1}}""";

    static Single open(GatewayClients gateway, int number) throws IOException {
        return new Single(gateway.client(), gateway.miner("single-" + number, 4));
    }

    @Override
    public int run() throws IOException {
        client.post("/v1/jobs", JOB).require(201);
        Answer job = miner.post("/v1/miners/poll", POLL).require(200, 204);
        if (job.status() == 204) {
            return 0;
        }
        miner.post("/v1/miners/" + JobIds.first(job.body()) + "/result", RESULT).require(200);
        return 1;
    }

    @Override
    public void close() throws IOException {
        client.close();
        miner.close();
    }
}
