package org.aitbc.worker.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.aitbc.worker.executor.JobType;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Heartbeat.RunningLease;
import org.aitbc.worker.gateway.Reachability;
import org.aitbc.worker.gateway.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** How the worker does, for a monitor of this machine. */
final class Status {

    /** How a job ended here; refused is one whose end the gateway did not accept. */
    enum Ending {
        COMPLETED,
        FAILED,
        CANCELLED,
        HANDED_BACK,
        REFUSED
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Map<Ending, Long> endings = new ConcurrentHashMap<>();
    private final Gateway gateway;
    private final RunningJobs running;
    private final Drain drain;
    private final Reachability reachability;
    private JsonNode earned = NullNode.getInstance();
    private long earnedAt = System.nanoTime() - FRESH.toNanos();

    Status(Gateway gateway, RunningJobs running, Drain drain, Reachability reachability) {
        this.gateway = gateway;
        this.running = running;
        this.drain = drain;
        this.reachability = reachability;
    }

    void count(Ending ending) {
        endings.merge(ending, 1L, Long::sum);
    }

    /** Answers every request on this port of loopback, as 503 while the gateway is away. */
    HttpServer serve(int port) throws IOException {
        HttpServer server = HttpServer.create();
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new IOException("port " + port + " of --status-port: " + e.getMessage(), e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean healthy = reachability.answers();
            byte[] body = JSON.writeValueAsBytes(now(healthy));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(healthy ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ObjectNode now(boolean healthy) {
        ObjectNode status = JSON.createObjectNode()
                .put("health", !healthy ? "gateway_away" : drain.begun() ? "draining" : "ok")
                .put("gateway", gateway.url())
                .put("miner_id", gateway.minerId());
        ArrayNode jobs = status.putArray("running");
        running.active().forEach(job -> describe(jobs.addObject(), job));
        ObjectNode ended = status.putObject("ended");
        for (Ending ending : Ending.values()) {
            ended.put(ending.name().toLowerCase(Locale.ROOT), endings.getOrDefault(ending, 0L));
        }
        status.set("earnings_today", earnings(healthy));
        return status;
    }

    private static void describe(ObjectNode target, RunningJob job) {
        RunningLease lease = job.lease();
        target.put("job_id", lease.jobId())
                .put("type", JobType.of(job.assigned().payload()).orElse(null))
                .put("attempt", lease.attempt())
                .put("progress", lease.progress())
                .put("note", lease.note())
                .put("seconds", job.millis() / 1000);
    }

    /** Since midnight of this machine. The gateway is asked once a minute at most, however often a monitor asks. */
    private synchronized JsonNode earnings(boolean healthy) {
        if (healthy && System.nanoTime() - earnedAt >= FRESH.toNanos()) {
            ZoneId zone = ZoneId.systemDefault();
            try {
                earned = gateway.earnings(LocalDate.now(zone).atStartOfDay(zone).toInstant());
            } catch (IOException | Refused unanswered) {
                earned = NullNode.getInstance();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            earnedAt = System.nanoTime();
        }
        return earned;
    }
}
