package org.aitbc.payment.webhooks;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A client's server: keeps what comes to each path, and answers it as it was told. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, Answering> answers = new ConcurrentHashMap<>();

    record Received(String path, Headers headers, String body) {

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    /** Answers a request; the number counts those of the path, from 1. */
    interface Answering {
        void answer(HttpExchange exchange, int number) throws IOException, InterruptedException;

        static Answering status(int status) {
            return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
        }
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://localhost:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What a path answers; 200 where this was not said. */
    void answers(String path, Answering answering) {
        answers.put(path, answering);
    }

    List<Received> at(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(path, exchange.getRequestHeaders(), body));
            answers.getOrDefault(path, Answering.status(200)).answer(exchange, at(path).size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
