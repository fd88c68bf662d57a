package org.aitbc.endtoend.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.aitbc.console.Console;
import org.aitbc.console.ConsoleFile;
import org.jspecify.annotations.Nullable;

/** The pages as the gateway serves them, above answers that a test sets. */
final class Site implements AutoCloseable {

    private static final String PROBLEM = "{\"title\":\"%1$s\",\"status\":%2$d,\"detail\":\"%1$s\",\"code\":\"%3$s\"}";

    private static final String IDEMPOTENCY = "Idempotency-Key";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<String>> streams = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Posted> posted = new CopyOnWriteArrayList<>();

    /** @param attempt the Idempotency-Key */
    record Posted(
            String path, @Nullable String key, @Nullable String attempt, String body) {}

    private record Answer(int status, String type, String body) {}

    Site() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What was asked of the API so far, with the key that was shown, if any. */
    List<String> asked() {
        return asked;
    }

    /** What the API was told to do so far. */
    List<Posted> posted() {
        return posted;
    }

    void answers(String path, Object json) {
        put(path, 200, "application/json", json.toString());
    }

    void refuses(String path, int status, String detail) {
        refuses(path, status, "ANY", detail);
    }

    void refuses(String path, int status, String code, String detail) {
        put(path, status, "application/problem+json", PROBLEM.formatted(detail, status, code));
    }

    void serves(String path, String script) {
        put(path, 200, "text/javascript; charset=utf-8", script);
    }

    /** An event stream of one reader, on which arrives what is put here; an empty event ends it. */
    BlockingQueue<String> streams(String path) {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        streams.put(path, events);
        return events;
    }

    private void put(String path, int status, String type, String body) {
        answers.put(path, new Answer(status, type, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            ConsoleFile file = Console.find(exchange.getRequestURI().getPath()).orElse(null);
            if (file != null) {
                file.headers().forEach(exchange.getResponseHeaders()::set);
                send(exchange, 200, bytes(file.content()));
                return;
            }
            String key = exchange.getRequestHeaders().getFirst("X-Api-Key");
            asked.add(path + (key == null ? "" : " " + key));
            if (exchange.getRequestMethod().equals("POST")) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                posted.add(new Posted(path, key, exchange.getRequestHeaders().getFirst(IDEMPOTENCY), body));
            }
            BlockingQueue<String> events = streams.get(path);
            if (events != null) {
                stream(exchange, events);
                return;
            }
            Answer answer = answers.getOrDefault(path, missing(path));
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Answer missing(String path) {
        return new Answer(404, "application/problem+json", PROBLEM.formatted("nothing at " + path, 404, "NOT_FOUND"));
    }

    private static void stream(HttpExchange exchange, BlockingQueue<String> events) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String event = events.take(); !event.isEmpty(); event = events.take()) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) {
        try {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    static String resource(String name) {
        try (var in = Site.class.getResourceAsStream(name)) {
            return new String(require(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not there");
        }
        return value;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
