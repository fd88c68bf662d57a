package org.aitbc.bench.chaos.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.load.Line;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.load.Principal;
import org.aitbc.bench.chaos.stage.Service;
import org.aitbc.bench.http.Link.Answer;

/** What clients do that are in a hurry, slow or hostile. */
final class RequestFaults {

    private static final int TOGETHER = 100;
    private static final int SLOW = 40;
    private static final int READERS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> HOSTILE = List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"payload\":1}",
            "{\"payload\":{\"type\":5}}",
            "{\"payload\":{\"type\":\"a\\u0000b\"}}",
            "{\"payload\":{\"text\":\"\\ud800\"}}",
            "{\"payload\":{\"n\":1e999}}",
            "{\"payload\":{},\"ttl_seconds\":\"soon\"}",
            "{\"payload\":{},\"payment_amount\":-1}",
            "{\"payload\":{},\"payment_amount\":1e300}",
            "{\"payload\":" + "[".repeat(50_000),
            "{\"payload\":{\"type\":\"" + "x".repeat(100_000) + "\"}}",
            "\0\1\2",
            "{\"payload\":{}}}}}");

    private RequestFaults() {}

    static String identical(Arena arena, Random random) throws InterruptedException {
        Principal who = random.nextBoolean()
                ? arena.load().cast().rich()
                : arena.load().cast().free();
        boolean paid = who.equals(arena.load().cast().rich());
        int size = random.nextBoolean() ? 1 : 5;
        arena.load().placeTogether(who, TOGETHER, size, paid ? new BigDecimal("0.05") : BigDecimal.ZERO);
        return TOGETHER + " for " + size + (paid ? " paid" : "") + " jobs";
    }

    /** Each sends a byte now and then, and never a whole request. */
    static String slow(Arena arena) throws InterruptedException {
        arena.awaitReady(Service.GATEWAY);
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                open.add(new Socket(
                        InetAddress.getLoopbackAddress(), arena.stage().suite().port()));
            }
            byte[] request = ("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\nX-Api-Key: "
                            + arena.load().cast().free().key() + "\r\n\r\n{\"payload\":")
                    .getBytes(StandardCharsets.ISO_8859_1);
            for (int at = 0; at < request.length; at += 8) {
                for (Socket one : open) {
                    one.getOutputStream().write(request, at, Math.min(8, request.length - at));
                }
                Pause.millis(100);
            }
        } catch (IOException thrownOut) {
            // as well
        } finally {
            open.forEach(RequestFaults::close);
        }
        return SLOW + " connections";
    }

    /** Each has to be refused, whatever is broken behind the gateway. */
    static String hostile(Arena arena) throws IOException, InterruptedException {
        arena.awaitReady(Service.GATEWAY);
        Principal who = arena.load().cast().free();
        int refused = 0;
        for (String body : HOSTILE) {
            for (String path : List.of("/v1/jobs", "/v1/jobs/batch")) {
                refused += refuse(arena, who, path, body);
            }
        }
        refused += refuse(arena, who, "/v1/jobs", "{\"payload\":{\"text\":\"" + "x".repeat(11 << 20) + "\"}}");
        sayNoHttp(arena);
        return refused + " requests refused";
    }

    private static int refuse(Arena arena, Principal who, String path, String body) {
        try (Line line = new Line(arena.stage().suite().port(), "X-Api-Key: " + who.key() + "\r\n", PATIENCE)) {
            Answer told = line.post(path, body);
            boolean refused = told.status() >= 400 && told.status() < 500;
            if (!refused && told.status() != 503 && told.status() != 504) {
                String start = body.substring(0, Math.min(60, body.length()));
                arena.journal().odd(path + " answered " + start + " with " + told);
            }
            return refused ? 1 : 0;
        } catch (IOException thrownOut) {
            return 1;
        }
    }

    private static void sayNoHttp(Arena arena) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), arena.stage().suite().port())) {
            OutputStream out = socket.getOutputStream();
            out.write("\r\n\0GET\1 / / HTTP/9.9\r\nContent-Length: -5\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Asks for much at once, and leaves the answers. */
    static void readMuch(Arena arena) {
        for (int i = 0; i < READERS; i++) {
            Principal who = i % 2 == 0
                    ? arena.load().cast().rich()
                    : arena.load().cast().free();
            HttpRequest read = HttpRequest.newBuilder(
                            URI.create(arena.stage().url() + (i % 3 == 0 ? "/v1/payments/wallet" : "/v1/jobs?limit=5")))
                    .header("X-Api-Key", who.key())
                    .timeout(PATIENCE)
                    .build();
            var _ = HTTP.sendAsync(read, BodyHandlers.ofString()).thenAccept(told -> {
                switch (told.statusCode()) {
                    case 200, 503, 504 -> {}
                    default -> arena.journal().odd(told + " " + told.body());
                }
            });
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
