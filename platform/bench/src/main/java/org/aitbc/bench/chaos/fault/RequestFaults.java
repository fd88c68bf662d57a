package org.aitbc.bench.chaos.fault;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.aitbc.bench.chaos.environment.Service;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.load.Principals;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;

/** Clients that are in a hurry, slow or hostile. */
final class RequestFaults {

    private static final int TOGETHER = 100;
    private static final int SLOW = 40;
    private static final int READERS = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
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
            "{\"payload\":{}}}}}",
            "{\"payload\":{\"text\":\"" + "x".repeat(11 << 20) + "\"}}");
    private static final String NO_HTTP =
            "\r\n\0GET\1 / / HTTP/9.9\r\nContent-Length: -5\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n";

    private RequestFaults() {}

    static String identical(Arena arena, Random random) throws InterruptedException {
        Principals principals = arena.workload().principals();
        boolean paid = random.nextBoolean();
        int size = random.nextBoolean() ? 1 : 5;
        arena.workload()
                .placeTogether(
                        paid ? principals.rich() : principals.free(),
                        TOGETHER,
                        size,
                        paid ? new BigDecimal("0.05") : BigDecimal.ZERO);
        return TOGETHER + " for " + size + (paid ? " paid" : "") + " jobs";
    }

    /** Each sends a byte now and then, and never a whole request. */
    static String slow(Arena arena) throws InterruptedException {
        arena.awaitReady(Service.GATEWAY);
        byte[] request = ("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                        + arena.workload().principals().free().headers() + "\r\n{\"payload\":")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                open.add(connect(arena));
            }
            for (int at = 0; at < request.length; at += 8) {
                for (Socket one : open) {
                    one.getOutputStream().write(request, at, Math.min(8, request.length - at));
                }
                Pause.millis(100);
            }
            for (Socket one : open) {
                one.close();
            }
        } catch (IOException thrownOut) {
            // as well
        }
        return SLOW + " connections";
    }

    /** Each has to be refused, whatever is broken behind the gateway. */
    static String hostile(Arena arena) throws IOException, InterruptedException {
        arena.awaitReady(Service.GATEWAY);
        for (String body : HOSTILE) {
            requireRefused(arena, "/v1/jobs", body);
            requireRefused(arena, "/v1/jobs/batch", body);
        }
        try (Socket socket = connect(arena)) {
            socket.getOutputStream().write(NO_HTTP.getBytes(StandardCharsets.ISO_8859_1));
        }
        return HOSTILE.size() + " bodies";
    }

    private static void requireRefused(Arena arena, String path, String body) {
        String headers = arena.workload().principals().free().headers();
        try (HttpConnection connection =
                new HttpConnection(arena.environment().suite().port(), headers, TIMEOUT)) {
            Answer told = connection.post(path, body);
            if ((told.status() < 400 || told.status() >= 500) && told.status() != 503 && told.status() != 504) {
                String start = body.substring(0, Math.min(60, body.length()));
                arena.history().unexpected().add(path + " answered " + start + " with " + told);
            }
        } catch (IOException thrownOut) {
            // that is a refusal too
        }
    }

    /** Sends many queries at once, and leaves the answers. */
    static void readMuch(Arena arena) {
        for (int i = 0; i < READERS; i++) {
            Principals principals = arena.workload().principals();
            Principal who = i % 2 == 0 ? principals.rich() : principals.free();
            String path = i % 3 == 0 ? "/v1/payments/wallet" : "/v1/jobs?limit=5";
            HttpRequest read = HttpRequest.newBuilder(
                            URI.create(arena.environment().url() + path))
                    .header("X-Api-Key", who.key())
                    .timeout(TIMEOUT)
                    .build();
            var _ = arena.environment()
                    .http()
                    .sendAsync(read, BodyHandlers.ofString())
                    .thenAccept(told -> {
                        if (!Set.of(200, 503, 504).contains(told.statusCode())) {
                            arena.history().unexpected().add(told + " " + told.body());
                        }
                    });
        }
    }

    private static Socket connect(Arena arena) throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(), arena.environment().suite().port());
    }
}
