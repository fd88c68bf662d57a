package org.aitbc.bench.indexer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the node can say at most: the same calls in the same batches, and nobody looks at the answers. */
final class RawReads {

    private final String url;
    private final int batch;
    private final int inFlight;

    RawReads(String url, int batch, int inFlight) {
        this.url = url;
        this.batch = batch;
        this.inFlight = inFlight;
    }

    /** @return blocks a second */
    double read(int blocks) throws Exception {
        long start = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newFixedThreadPool(inFlight)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int first = 0; first < blocks; first += batch) {
                int from = first;
                calls.add(() -> ask(http, from, Math.min(blocks, from + batch)));
            }
            for (Future<Integer> call : threads.invokeAll(calls)) {
                call.get();
            }
        }
        return blocks / ((System.nanoTime() - start) / 1e9);
    }

    private int ask(HttpClient http, int from, int to) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("[");
        for (int height = from; height < to; height++) {
            body.append(height == from ? "" : ",").append("""
                    {"jsonrpc":"2.0","id":%1$d,"method":"eth_getBlockByNumber","params":["0x%1$x",true]},
                    {"jsonrpc":"2.0","id":%1$d,"method":"eth_getBlockReceipts","params":["0x%1$x"]}""".formatted(height));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.append(']').toString()))
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("the node answered " + answer.statusCode());
        }
        return answer.body().length;
    }
}
