package org.aitbc.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aitbc.standalone.endtoend.RunningSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand requests that nobody in their right mind would send. {@code -Daitbc.fuzz.seed} repeats those of a run,
 * {@code -Daitbc.fuzz.requests} says how many, {@code -Daitbc.fuzz.first} from which one on.
 */
class FuzzTests {

    private static final long SEED = Long.getLong("aitbc.fuzz.seed", 739365);
    private static final int REQUESTS = Integer.getInteger("aitbc.fuzz.requests", 100_000);
    private static final int FIRST = Integer.getInteger("aitbc.fuzz.first", 0);

    /** Few enough that no service may say it is overloaded. */
    private static final int CONNECTIONS = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path data;

    @Test
    void noRequestBringsDownAnything() throws Exception {
        System.out.printf("fuzz: seed %d, requests %d to %d%n", SEED, FIRST, FIRST + REQUESTS - 1);
        try (RunningSuite suite = RunningSuite.start(data, Suites.arguments());
                Api api = new Api(suite.port())) {
            Findings findings = new Findings();
            long start = System.nanoTime();
            send(requests(api, suite.key("ADMIN_API_KEY")), suite.port(), findings);
            System.out.printf("fuzz: %.0f s, %s%n", (System.nanoTime() - start) / 1e9, findings.summary());

            assertThat(findings.all()).as("seed %d", SEED).isEmpty();
            assertThat(findings.sent()).isEqualTo(REQUESTS);
            // the audit of the books is part of it
            assertThat(api.get("", "/health/ready").path("status").stringValue())
                    .isEqualTo("ready");
            assertThat(Files.readString(data.resolve("logs/suite.log"))).doesNotContain(" ERROR ");
        }
    }

    private static FuzzRequests requests(Api api, String admin) {
        Cast cast = new Cast(api, admin);
        List<String> known =
                new ArrayList<>(List.of("AITBC", "available", "weekly", "fees", "pool", "client", "job.*"));
        for (int i = 0; i < 5; i++) {
            known.addAll(Scene.set(api, cast).things().values());
        }
        return new FuzzRequests(
                SEED,
                api.operations(),
                known,
                List.of(
                        cast.key(Who.CLIENT),
                        cast.key(Who.CLIENT),
                        cast.key(Who.MINER),
                        cast.key(Who.MINER),
                        cast.key(Who.OTHER_CLIENT),
                        admin,
                        admin,
                        "no key"));
    }

    private static void send(FuzzRequests requests, int port, Findings findings) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                int first = FIRST + connection;
                all.add(threads.submit(() -> {
                    try (Wire wire = new Wire(port)) {
                        for (int number = first; number < FIRST + REQUESTS; number += CONNECTIONS) {
                            Request request = requests.request(number);
                            try {
                                findings.look(number, request, wire.send(request));
                            } catch (IOException e) {
                                findings.unanswered(number, request, e);
                            }
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
