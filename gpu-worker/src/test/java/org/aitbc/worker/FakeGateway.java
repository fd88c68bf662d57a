package org.aitbc.worker;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks the worker protocol as far as a test needs, and keeps what it was told. */
public final class FakeGateway implements AutoCloseable {

    public static final JsonMapper JSON = new JsonMapper();
    public static final SigningKey KEY = SigningKey.ofSeed("22".repeat(32));

    /** An answer out of turn. */
    public record Reply(int status, String retryAfter, String body) {}

    /** A call as it came in. */
    public record Call(String path, JsonNode body, long nanos) {}

    public final List<Call> calls = new CopyOnWriteArrayList<>();
    public volatile double heartbeatSeconds = 0.2;
    public volatile boolean drain;
    public volatile boolean forgeReceipts;
    private final BlockingQueue<ObjectNode> jobs = new LinkedBlockingQueue<>();
    private final Map<String, String> cancels = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<Reply>> replies = new ConcurrentHashMap<>();
    private final int port;
    private FakeHttp http;

    public FakeGateway() throws IOException {
        http = FakeHttp.start(this::handle);
        port = http.port();
    }

    public String url() {
        return http.url();
    }

    public void stop() {
        http.close();
    }

    public void startAgain() throws IOException {
        http = FakeHttp.startOn(port, this::handle);
    }

    public void submit(String id, int attempt, String payload) {
        ObjectNode job = JSON.createObjectNode();
        job.put("job_id", id).put("lease_id", "lease-" + id + "-" + attempt).put("attempt", attempt);
        job.set("payload", JSON.readTree(payload));
        jobs.add(job);
    }

    public void submit(String id, String payload) {
        submit(id, 1, payload);
    }

    public void cancel(String jobId) {
        cancels.put(jobId, "cancelled by the client");
    }

    /** The next call of a path ending so gets this answer. */
    public void reply(String pathEnd, Reply reply) {
        replies.computeIfAbsent(pathEnd, end -> new ConcurrentLinkedQueue<>()).add(reply);
    }

    public List<Call> callsOf(String pathEnd) {
        return calls.stream().filter(call -> call.path().endsWith(pathEnd)).toList();
    }

    /** The body of the first call of a path ending so, which is waited for. */
    public JsonNode first(String pathEnd) {
        await().until(() -> !callsOf(pathEnd).isEmpty());
        return callsOf(pathEnd).getFirst().body();
    }

    public void awaitBeatOf(String jobId) {
        await().until(() -> callsOf("/heartbeat").stream()
                .anyMatch(call -> call.body().path("running").toString().contains(jobId)));
    }

    private void handle(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        String text = FakeHttp.body(exchange);
        JsonNode body = text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
        calls.add(new Call(path, body, System.nanoTime()));
        for (Map.Entry<String, ConcurrentLinkedQueue<Reply>> scripted : replies.entrySet()) {
            Reply reply = path.endsWith(scripted.getKey()) ? scripted.getValue().poll() : null;
            if (reply != null) {
                exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
                FakeHttp.answer(exchange, reply.status(), reply.body());
                return;
            }
        }
        FakeHttp.answer(exchange, 200, answer(path, body).toString());
    }

    private JsonNode answer(String path, JsonNode body) throws InterruptedException {
        ObjectNode answer = JSON.createObjectNode().put("status", "ok");
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "register" ->
                answer.put("miner_id", "miner-1")
                        .put("heartbeat_interval_seconds", heartbeatSeconds)
                        .put("max_wait_seconds", 5);
            case "heartbeat" -> answer.set("commands", commands(body));
            case "poll" -> answer.set("jobs", hand(body));
            case "result" -> answer.set("receipt", receipt(path, body));
            case "keys" -> answer.putArray("keys").addObject().put("key_id", KEY.keyId());
            default -> answer.put("path", path);
        }
        return answer;
    }

    private ArrayNode commands(JsonNode beat) {
        ArrayNode commands = JSON.createArrayNode();
        for (JsonNode running : beat.path("running")) {
            String reason = cancels.get(running.path("job_id").asString());
            if (reason != null) {
                commands.addObject()
                        .put("type", "cancel")
                        .put("job_id", running.path("job_id").asString())
                        .put("reason", reason);
            }
        }
        if (drain) {
            commands.addObject().put("type", "drain");
        }
        return commands;
    }

    private ArrayNode hand(JsonNode poll) throws InterruptedException {
        List<ObjectNode> handed = new ArrayList<>();
        ObjectNode first = jobs.poll(poll.path("max_wait_seconds").asInt(), TimeUnit.SECONDS);
        if (first != null) {
            handed.add(first);
            jobs.drainTo(handed, poll.path("max_jobs").asInt(1) - 1);
        }
        return JSON.createArrayNode().addAll(handed);
    }

    private ObjectNode receipt(String path, JsonNode report) {
        ObjectNode receipt = JSON.createObjectNode().put("receipt_id", "r-1").put("job_id", path.split("/", -1)[3]);
        receipt.set("result", report.path("result"));
        Receipts.signed(receipt, KEY);
        return forgeReceipts ? receipt.put("price", 1000) : receipt;
    }

    @Override
    public void close() {
        http.close();
    }
}
