package org.aitbc.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Answers over HTTP as marketplace-service does, for each kind of GPU what a test wants, and for others that it knows none. */
public final class FakeMarket {

    public static final FakeMarket RUNNING = new FakeMarket();

    /** @param after when it is answered */
    public record Answer(int status, String body, CountDownLatch after) {

        public static Answer of(int status, String body) {
            return new Answer(status, body, new CountDownLatch(0));
        }
    }

    private static final Answer UNKNOWN =
            Answer.of(404, "{\"status\":404,\"detail\":\"none\",\"code\":\"NO_MARKET_DATA\"}");

    private final HttpServer server;
    private final Map<String, Answer> byGpu = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private FakeMarket() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/market-prices", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            asked.add(query);
            Answer answer = byGpu.entrySet().stream()
                    .filter(one -> query.contains("gpu=" + one.getKey() + "&"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(UNKNOWN);
            try {
                answer.after().await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public void answers(String gpu, Answer answer) {
        byGpu.put(gpu, answer);
    }

    /** The queries that named this GPU. */
    public List<String> asked(String gpu) {
        return asked.stream().filter(query -> query.contains(gpu)).toList();
    }
}
