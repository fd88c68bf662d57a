package org.aitbc.worker.receipt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the ReceiptAnchor contract says, by the JSON-RPC of any Ethereum node. */
final class ChainRoot implements AutoCloseable {

    /** Of {@code rootOf(uint64)}. */
    static final String ROOT_OF = "0x9d7384d9";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;

    ChainRoot(String url) {
        this.url = url;
    }

    long chainId() throws IOException, InterruptedException {
        return Long.decode(ask("eth_chainId", JSON.createObjectNode()).asString(""));
    }

    /** The root of the log's first receipts, as hexadecimal digits with 0x; zeros where the contract has none. */
    String of(String contract, long size) throws IOException, InterruptedException {
        return ask(
                        "eth_call",
                        JSON.createObjectNode().put("to", contract).put("data", ROOT_OF + "%064x".formatted(size)))
                .asString("");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private JsonNode ask(String method, ObjectNode call) throws IOException, InterruptedException {
        ObjectNode body =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        var parameters = body.putArray("params");
        if (!call.isEmpty()) {
            parameters.add(call).add("latest");
        }
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build(),
                BodyHandlers.ofByteArray());
        try {
            JsonNode read = JSON.readTree(answer.body());
            if (!read.path("result").isString()) {
                throw new IOException(
                        read.path("error").path("message").asString("HTTP status " + answer.statusCode()));
            }
            return read.path("result");
        } catch (JacksonException notJson) {
            throw new IOException("not JSON, HTTP status " + answer.statusCode(), notJson);
        }
    }
}
