package org.aitbc.worker.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What of a job is saved outside of this worker.
 *
 * @param share of the whole work, above 0 and up to 1
 * @param data an object that another worker can go on from
 */
public record Checkpoint(double share, @Nullable JsonNode data) {

    private static final int MOST_BYTES = 16 * 1024;

    /** Reads {@code {"share": 0.5, "data": {}}}; empty where it is not one that the gateway would take. */
    public static Optional<Checkpoint> of(JsonNode said) {
        double share = said.path("share").isNumber() ? said.path("share").doubleValue() : 0;
        JsonNode data = said.path("data").isMissingNode() || said.path("data").isNull() ? null : said.path("data");
        boolean taken = (float) share > 0
                && share <= 1
                && (data == null || (data.isObject() && data.toString().getBytes(UTF_8).length <= MOST_BYTES));
        return taken ? Optional.of(new Checkpoint(share, data)) : Optional.empty();
    }
}
