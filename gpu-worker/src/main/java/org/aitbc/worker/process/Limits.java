package org.aitbc.worker.process;

import java.time.Duration;
import java.util.List;
import org.aitbc.worker.executor.JobFailed;
import tools.jackson.databind.JsonNode;

/** What process jobs have in common: an argument list, a time limit, an output cap. */
final class Limits {

    /** Of each of the two output streams, in bytes. */
    static final int OUTPUT_CAP = 256 * 1024;

    private static final long DEFAULT_SECONDS = 600;
    private static final long MOST_SECONDS = 24 * 3600;

    private Limits() {}

    static Duration time(JsonNode payload) throws JobFailed {
        double seconds = payload.path("timeout_seconds").asDouble(DEFAULT_SECONDS);
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw JobFailed.invalid("timeout_seconds must be above 0 and at most " + MOST_SECONDS);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    static List<String> arguments(JsonNode payload) throws JobFailed {
        JsonNode command = payload.path("command");
        if (!command.isMissingNode()
                && !(command.isArray() && command.valueStream().allMatch(JsonNode::isString))) {
            throw JobFailed.invalid("command must be an array of strings");
        }
        return command.valueStream().map(JsonNode::stringValue).toList();
    }
}
