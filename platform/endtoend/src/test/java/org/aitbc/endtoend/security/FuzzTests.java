package org.aitbc.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aitbc.endtoend.RunningSuite;
import org.aitbc.endtoend.SharedSuite;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests that nobody in their right mind would send, others each day. {@code -Daitbc.fuzz.seed} repeats those of a run,
 * {@code -Daitbc.fuzz.requests} says how many, {@code -Daitbc.fuzz.first} from which one on.
 */
@ExtendWith(SharedSuite.class)
// it leaves things behind that no other test should meet
@Order(Integer.MAX_VALUE)
class FuzzTests {

    private static final int FIRST = Integer.getInteger("aitbc.fuzz.first", 0);

    /** Few enough that no service may say it is overloaded. */
    private static final int CONNECTIONS = 4;

    private final long seed =
            Long.getLong("aitbc.fuzz.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    private final RunningSuite suite;

    FuzzTests(RunningSuite suite) {
        this.suite = suite;
    }

    @Test
    void noRequestBringsDownAnything() throws Exception {
        noneBringsDownAnything(Integer.getInteger("aitbc.fuzz.requests", 20_000));
    }

    @Test
    @Tag("soak")
    @Tag("fuzz")
    void noneOfManyRequestsBringsDownAnything() throws Exception {
        noneBringsDownAnything(100_000);
    }

    private void noneBringsDownAnything(int requests) throws Exception {
        System.out.printf("fuzz: seed %d, requests %d to %d%n", seed, FIRST, FIRST + requests - 1);
        long logged = Files.size(suite.log());
        try (Api api = new Api(suite.port())) {
            Findings findings = new Findings(new Promises(api.operations()));
            long start = System.nanoTime();
            send(requests(api, suite.key("ADMIN_API_KEY")), requests, suite.port(), findings);
            System.out.printf("fuzz: %.0f s, %s%n", (System.nanoTime() - start) / 1e9, findings.summary());

            assertThat(findings.all()).as("seed %d", seed).isEmpty();
            assertThat(findings.sent()).isEqualTo(requests);
            // the audit of the books is part of it
            assertThat(api.get("", "/health/ready").path("status").stringValue())
                    .isEqualTo("ready");
            assertThat(loggedSince(logged)).as("seed %d", seed).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    /** From a place of the log on; all of it where it has begun a new file since. */
    private List<String> loggedSince(long place) throws IOException {
        byte[] log = Files.readAllBytes(suite.log());
        int from = place <= log.length ? (int) place : 0;
        return new String(log, from, log.length - from, StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private FuzzRequests requests(Api api, String admin) {
        Principals principals = new Principals(api, admin);
        List<String> known =
                new ArrayList<>(List.of("AITBC", "available", "weekly", "fees", "pool", "client", "job.*"));
        for (int i = 0; i < 5; i++) {
            known.addAll(Fixture.set(api, principals).things().values());
        }
        return new FuzzRequests(
                seed,
                api.operations(),
                known,
                List.of(
                        principals.key(Who.CLIENT),
                        principals.key(Who.CLIENT),
                        principals.key(Who.MINER),
                        principals.key(Who.MINER),
                        principals.key(Who.OTHER_CLIENT),
                        admin,
                        admin,
                        "no key"));
    }

    private static void send(FuzzRequests requests, int count, int port, Findings findings) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                int first = FIRST + connection;
                all.add(threads.submit(() -> {
                    try (Wire wire = new Wire(port)) {
                        for (int number = first; number < FIRST + count; number += CONNECTIONS) {
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
