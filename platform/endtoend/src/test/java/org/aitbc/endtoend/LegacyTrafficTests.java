package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the older system's own programs sent to the operations that this suite has ({@code traffic.jsonl}, one request a
 * line): none is answered 5xx, and none worse than before. Names in braces are filled from earlier answers, so what a request
 * is about may be missing here; then a 404, 409 or 425 that says so does not count. Polls wait a second, for the test's sake.
 */
@ExtendWith(SharedSuite.class)
// its miners and GPUs are none that another test should meet
@Order(Integer.MAX_VALUE - 2)
class LegacyTrafficTests {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_0-9]+)}");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final Map<String, String> LEARNT = Map.of("job_id", "id", "gpu_id", "gpu");
    private static final Set<Integer> MISSING = Set.of(404, 409, 425);
    private static final Set<String> NO_OPERATION = Set.of("", "NOT_FOUND", "METHOD_NOT_ALLOWED");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final RunningSuite suite;
    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private final Map<String, String> known = new HashMap<>(Map.of("gateway", "localhost", "client", "legacy-client"));

    LegacyTrafficTests(RunningSuite suite) {
        this.suite = suite;
    }

    /** @param auth whose key it carries, and how */
    private record Sent(
            String client,
            String method,
            String path,
            String auth,
            @Nullable String minerId,
            JsonNode body,
            int status) {}

    @Test
    void noOlderClientIsAnsweredWorseThanBefore() throws Exception {
        List<String> worse = new ArrayList<>();
        List<Sent> all = traffic();
        try (HttpClient http = HttpClient.newHttpClient()) {
            known.put("ADMIN_API_KEY", suite.key("ADMIN_API_KEY"));
            for (String role : List.of("client", "miner")) {
                JsonNode key =
                        asAdmin(http, "/v1/keys", "{\"principal\":\"legacy-%1$s\",\"role\":\"%1$s\"}".formatted(role));
                known.put(
                        role.toUpperCase(Locale.ROOT) + "_API_KEY",
                        key.path("key").stringValue());
            }
            asAdmin(
                    http,
                    "/v1/payments/deposit",
                    "{\"wallet\":\"legacy-client\",\"amount\":1000,\"reference\":\"legacy\"}");
            // most older miners named no types, and take each: one was there before the recording
            asMiner(http, "{\"capabilities\":{}}");
            for (Sent sent : all) {
                HttpResponse<String> answer = send(http, sent);
                if (answer.statusCode() < 300) {
                    learn(read(answer));
                } else if (isWorse(sent, answer)) {
                    worse.add(sent + " -> " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        assertThat(worse).isEmpty();
        assertThat(all).hasSizeGreaterThan(150);
    }

    private List<Sent> traffic() throws IOException {
        try (var file = Objects.requireNonNull(LegacyTrafficTests.class.getResourceAsStream("traffic.jsonl"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> json.readValue(line, Sent.class))
                    .toList();
        }
    }

    private boolean isWorse(Sent sent, HttpResponse<String> answer) {
        int status = answer.statusCode();
        String code = read(answer).path("code").asString("");
        if (status >= 500) {
            return !code.equals("CHAIN_UNAVAILABLE")
                    || suite.setting(SharedSuite.CHAIN).isPresent();
        }
        return sent.status < 300 && (!MISSING.contains(status) || NO_OPERATION.contains(code));
    }

    private HttpResponse<String> send(HttpClient http, Sent sent) throws IOException, InterruptedException {
        String body =
                sent.body.isNull() ? "" : fill(sent.body.isString() ? sent.body.stringValue() : sent.body.toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(suite.url() + fill(sent.path)))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(sent.method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (sent.minerId != null) {
            request.header("X-Miner-ID", fill(sent.minerId));
        }
        if (sent.auth.startsWith("bearer")) {
            request.header(
                    "Authorization", "Bearer " + known.getOrDefault(sent.auth.replaceFirst("bearer ?", ""), "0xabc"));
        } else if (!sent.auth.equals("none")) {
            request.header("X-Api-Key", known.getOrDefault(sent.auth, "a key that is nobody's"));
        }
        return SeenAnswers.add(http.send(request.build(), BodyHandlers.ofString()));
    }

    private JsonNode asAdmin(HttpClient http, String path, String body) throws IOException, InterruptedException {
        return read(send(http, new Sent("", "POST", path, "ADMIN_API_KEY", null, json.readTree(body), 201)));
    }

    private void asMiner(HttpClient http, String body) throws IOException, InterruptedException {
        send(http, new Sent("", "POST", "/v1/miners/register", "MINER_API_KEY", "made-up", json.readTree(body), 200));
    }

    private String fill(String text) {
        return NAME.matcher(text).replaceAll(name -> known.getOrDefault(name.group(1), "0".repeat(32)));
    }

    private void learn(JsonNode answer) {
        answer.forEachEntry((name, value) -> {
            if (value.isString() && ADDRESS.matcher(value.stringValue()).matches()) {
                known.put("address", value.stringValue());
            } else if (value.isString() && LEARNT.containsKey(name)) {
                known.put(LEARNT.get(name), value.stringValue());
            }
        });
        answer.forEach(this::learn);
    }

    private JsonNode read(HttpResponse<String> answer) {
        boolean isJson = answer.body().startsWith("{") || answer.body().startsWith("[");
        return isJson ? json.readTree(answer.body()) : json.missingNode();
    }
}
