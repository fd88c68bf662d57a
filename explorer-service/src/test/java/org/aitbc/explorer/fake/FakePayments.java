package org.aitbc.explorer.fake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers as payment-service does: every payment has one posting. */
public final class FakePayments {

    private static final String POSTINGS = """
            {"postings":[{"id":"0198f0000000700080000000000000aa","kind":"escrow.hold","at":"2026-01-01T00:00:00Z",
            "legs":[{"owner":"somebody","account":"available","currency":"AITBC","amount":-4}]}]}""";

    private final HttpServer server;

    public FakePayments() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/internal/payments/", exchange -> {
            try (exchange) {
                byte[] body = POSTINGS.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
