package org.aitbc.bench.jobs;

import java.io.IOException;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.suite.SuiteProcess;

/** Where the load goes, and the keys it goes with. */
public record Gateway(int port, String clientKey, String minerKey) {

    public static Gateway of(SuiteProcess suite) {
        return new Gateway(suite.port(), suite.key("CLIENT_API_KEY"), suite.key("MINER_API_KEY"));
    }

    public Link client() throws IOException {
        return new Link(port, "X-Api-Key: " + clientKey + "\r\n");
    }

    /** A registered miner's connection; it takes the jobs of {@link Single} and {@link Batched}. */
    public Link miner(String id, int concurrency) throws IOException {
        return miner(id, "bench", concurrency);
    }

    /** A connection of a miner that is registered for jobs of one type. */
    public Link miner(String id, String type, int concurrency) throws IOException {
        Link link = new Link(port, "X-Api-Key: " + minerKey + "\r\nX-Miner-ID: " + id + "\r\n");
        link.post("/v1/miners/register", """
                {"capabilities":{"job_types":["%s"]},"concurrency":%d}""".formatted(type, concurrency)).require(200);
        return link;
    }

    /** A connection for several miners, which name themselves in what they say. */
    public Link miners() throws IOException {
        return new Link(port, "X-Api-Key: " + minerKey + "\r\n");
    }
}
