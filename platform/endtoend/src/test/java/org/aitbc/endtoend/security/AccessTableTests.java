package org.aitbc.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.aitbc.endtoend.RunningSuite;
import org.aitbc.endtoend.SharedSuite;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation, asked by each kind of caller, against {@code access.md}. What was answered is written to {@code
 * target/access.md}, in the same form.
 */
@ExtendWith(SharedSuite.class)
class AccessTableTests {

    /** Who asks, and for what. A miner is there for half a minute without being heard of. */
    private record Setup(Principals principals, Fixture fixture, long set) {

        private static final Duration LASTS = Duration.ofSeconds(10);

        boolean isOld() {
            return System.nanoTime() - set > LASTS.toNanos();
        }
    }

    /** What a refusal may be where a request is said in another way. */
    private static final Set<Integer> SOMEHOW_REFUSED = Set.of(400, 401, 403, 404, 405, 409);

    private static final Set<Integer> REFUSED = Set.of(401, 403, 404, 409);

    private static final Map<String, Operation> DESCRIBED = new HashMap<>();
    private static final Map<String, Api> SERVICES = new HashMap<>();
    private static final Map<AccessTable.Row, String> SEEN = new ConcurrentHashMap<>();

    private static RunningSuite suite;
    private static Api api;
    private static Forged tokens;
    private static Promises promises;
    private static @Nullable Setup readers;

    @BeforeAll
    static void start(RunningSuite shared) throws IOException {
        suite = shared;
        api = new Api(suite.port());
        tokens = new Forged(
                Files.readString(suite.data().resolve("keys/token.secret")).strip());
        List<Operation> operations = api.operations();
        operations.forEach(operation -> DESCRIBED.put(operation.name(), operation));
        promises = new Promises(operations);
        api.get("", "/services")
                .forEachEntry((name, service) -> SERVICES.put(
                        name,
                        new Api(Integer.parseInt(
                                service.path("url").stringValue().replaceFirst(".*:", "")))));
    }

    @AfterAll
    static void stop() throws IOException {
        SERVICES.values().forEach(Api::close);
        api.close();
        List<String> all = new ArrayList<>(AccessTable.head());
        all.add("|" + "---|".repeat(3 + Who.values().length));
        rows().map(SEEN::get).filter(Objects::nonNull).forEach(all::add);
        Files.write(Path.of("target/access.md"), all);
    }

    @Test
    void everyOperationHasARow() {
        assertThat(AccessTable.rows())
                .extracting(AccessTable.Row::operation)
                .containsAll(DESCRIBED.keySet())
                .containsAll(GatewayPages.all());
        assertThat(GatewayPages.found()).isEqualTo(GatewayPages.known());
    }

    @Test
    void everyRowIsOfAnOperation() {
        assertThat(AccessTable.rows())
                .extracting(AccessTable.Row::operation)
                .filteredOn(operation -> !DESCRIBED.containsKey(operation))
                .allMatch(operation -> GatewayPages.all().contains(operation) || operation.contains("internal"));
    }

    static Stream<AccessTable.Row> rows() {
        return AccessTable.rows().stream();
    }

    /** Rows at the same time: each that changes anything has people and things of its own. */
    @ParameterizedTest
    @MethodSource("rows")
    @Execution(ExecutionMode.CONCURRENT)
    void answersAsTheTableSays(AccessTable.Row row) {
        boolean reads = row.operation().startsWith("GET ");
        Setup setup = reads ? setupOfReaders() : setup();
        Principals principals = setup.principals();
        Fixture fixture = setup.fixture();
        boolean changed = false;
        Map<Who, Object> seen = new EnumMap<>(Who.class);
        SoftAssertions softly = new SoftAssertions();
        Probe probe = new Probe(row, suite.setting(SharedSuite.CHAIN).isPresent(), softly);

        Request request = Asked.in(fixture, row);
        for (Who who : List.of(Who.ANONYMOUS, Who.REVOKED, Who.OTHER_CLIENT, Who.OTHER_MINER)) {
            Request asked = principals.as(who, request);
            seen.put(who, probe.expect(who, api.send(asked), fixture, asked));
            if (REFUSED.contains(row.expected(who))) {
                detours(probe, who, principals, fixture, asked);
            }
        }
        seen.put(Who.TAMPERED, pastTheGateway(probe, row, principals, fixture, request));
        for (Who who : List.of(Who.CLIENT, Who.MINER, Who.ADMIN)) {
            if (changed) {
                fixture = Fixture.set(api, principals);
            }
            Request asked = principals.as(who, Asked.in(fixture, row));
            Answer answer = api.send(asked);
            seen.put(who, probe.expect(who, answer, fixture, asked));
            softly.assertThat(promises.brokenBy(asked, answer))
                    .as("%s: %s%n answered %s", who, asked, answer)
                    .isEmpty();
            changed = answer.status() < 300 && !reads;
        }

        SEEN.put(row, row.line(seen));
        softly.assertAll();
    }

    private static Setup setup() {
        Principals principals = new Principals(api, suite.key("ADMIN_API_KEY"));
        return new Setup(principals, Fixture.set(api, principals), System.nanoTime());
    }

    private static synchronized Setup setupOfReaders() {
        Setup setup = readers;
        if (setup == null || setup.isOld()) {
            setup = setup();
            readers = setup;
        }
        return setup;
    }

    private static void detours(Probe probe, Who who, Principals principals, Fixture fixture, Request asked) {
        Request vouchedFor = Detours.vouchedFor(
                asked,
                principals.principal(Who.CLIENT),
                "admin",
                tokens.right("ai-service", principals.principal(Who.CLIENT), "admin"));
        // where anybody may ask, what stands for a key has to be one
        probe.expectAnyOf(List.of(401, probe.row().expected(who)), who, api.send(vouchedFor), fixture, vouchedFor);
        for (Request detour : Detours.of(asked, principals.key(Who.CLIENT))) {
            probe.expectAnyOf(SOMEHOW_REFUSED, who, api.send(detour), fixture, detour);
        }
    }

    /** Services answer strangers as the gateway does, and nobody with a token that is not right. */
    private static int pastTheGateway(
            Probe probe, AccessTable.Row row, Principals principals, Fixture fixture, Request request) {
        Operation operation = DESCRIBED.get(row.operation());
        if (operation == null && !row.operation().contains("internal")) {
            Request asked = request.with("Authorization: Bearer " + tokens.right("", "root", "admin"));
            return probe.expect(Who.TAMPERED, api.send(asked), fixture, asked);
        }
        String name = operation == null ? "payment-service" : operation.service();
        Api service = SERVICES.get(name);
        for (Who who : List.of(Who.ANONYMOUS, Who.OTHER_CLIENT, Who.OTHER_MINER)) {
            if (operation != null && REFUSED.contains(row.expected(who))) {
                Request asked = who == Who.ANONYMOUS
                        ? request
                        : request.with(
                                "Authorization: Bearer " + tokens.right(name, principals.principal(who), who.role()));
                probe.expect(who, service.send(asked), fixture, asked);
            }
        }
        int status = 0;
        for (Map.Entry<String, String> wrong :
                tokens.wrong(name, principals.principal(Who.CLIENT)).entrySet()) {
            Request asked = request.with("Authorization: Bearer " + wrong.getValue());
            status = probe.expect(Who.TAMPERED, service.send(asked), fixture, asked);
        }
        return status;
    }
}
