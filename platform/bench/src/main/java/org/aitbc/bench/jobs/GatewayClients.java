package org.aitbc.bench.jobs;

import java.io.IOException;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.process.SuiteProcess;

/** Opens connections to the gateway. */
record GatewayClients(int port, String clientKey, String minerKey) {

    static GatewayClients of(SuiteProcess suite) {
        return new GatewayClients(suite.port(), suite.key("CLIENT_API_KEY"), suite.key("MINER_API_KEY"));
    }

    HttpConnection client() throws IOException {
        return new HttpConnection(port, "X-Api-Key: " + clientKey + "\r\n");
    }

    /** A registered miner's connection; it takes the jobs of {@link Single} and {@link Batched}. */
    HttpConnection miner(String id, int concurrency) throws IOException {
        return miner(id, "bench", concurrency);
    }

    /** A connection of a miner that is registered for jobs of one type. */
    HttpConnection miner(String id, String type, int concurrency) throws IOException {
        HttpConnection link = new HttpConnection(port, "X-Api-Key: " + minerKey + "\r\nX-Miner-ID: " + id + "\r\n");
        link.post("/v1/miners/register", """
                {"capabilities":{"job_types":["%s"]},"concurrency":%d}""".formatted(type, concurrency)).require(200);
        return link;
    }

    /** A connection for several miners, which name themselves in what they say. */
    HttpConnection miners() throws IOException {
        return new HttpConnection(port, "X-Api-Key: " + minerKey + "\r\n");
    }
}
