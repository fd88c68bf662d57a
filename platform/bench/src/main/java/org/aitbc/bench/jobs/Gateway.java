package org.aitbc.bench.jobs;

import java.io.IOException;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.suite.SuiteProcess;

/** Where the load goes, and the keys it goes with. */
record Gateway(int port, String clientKey, String minerKey) {

    static Gateway of(SuiteProcess suite) {
        return new Gateway(suite.port(), suite.key("CLIENT_API_KEY"), suite.key("MINER_API_KEY"));
    }

    Link client() throws IOException {
        return new Link(port, "X-Api-Key: " + clientKey + "\r\n");
    }

    /** A registered miner's connection. */
    Link miner(String id, int concurrency) throws IOException {
        Link link = new Link(port, "X-Api-Key: " + minerKey + "\r\nX-Miner-ID: " + id + "\r\n");
        link.post("/v1/miners/register", """
                {"capabilities":{"job_types":["bench"]},"concurrency":%d}""".formatted(concurrency)).require(200);
        return link;
    }
}
