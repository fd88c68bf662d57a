package org.aitbc.localchain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether a chain answers JSON-RPC. */
public record Heartbeat(String url, long chainId) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String QUESTION = """
            {"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}""";

    /** Whether it does, and is the chain that is looked for. */
    public boolean answers() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(2))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(QUESTION))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString())
                    .body()
                    .contains("\"0x" + Long.toHexString(chainId) + "\"");
        } catch (IOException notYet) {
            return false;
        }
    }
}
