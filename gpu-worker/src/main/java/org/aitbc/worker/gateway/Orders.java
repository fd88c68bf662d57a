package org.aitbc.worker.gateway;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a heartbeat's answer tells the worker to do. */
public record Orders(List<Cancel> cancels, boolean drain) {

    /** The lease of this job is no longer valid. */
    public record Cancel(String jobId, String reason) {}

    static Orders of(JsonNode answer) {
        return new Orders(
                commands(answer, "cancel")
                        .map(command -> new Cancel(
                                command.path("job_id").asString(""),
                                command.path("reason").asString("no reason given")))
                        .toList(),
                commands(answer, "drain").findAny().isPresent());
    }

    private static Stream<JsonNode> commands(JsonNode answer, String type) {
        return answer.path("commands")
                .valueStream()
                .filter(command -> command.path("type").asString("").equals(type));
    }
}
