package org.aitbc.worker.gateway;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What the gateway asks of a registered worker. */
public record ServerLimits(String minerId, Duration heartbeat, Duration lease, Duration longestPoll) {

    static ServerLimits of(JsonNode answer, String ownId) {
        return new ServerLimits(
                answer.path("miner_id").asString(ownId),
                seconds(answer, "heartbeat_interval_seconds", 10),
                seconds(answer, "lease_seconds", 30),
                seconds(answer, "max_wait_seconds", 15));
    }

    private static Duration seconds(JsonNode answer, String name, int otherwise) {
        return Duration.ofMillis(Math.max(50, Math.round(answer.path(name).asDouble(otherwise) * 1000)));
    }
}
