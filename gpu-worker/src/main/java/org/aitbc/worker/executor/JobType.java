package org.aitbc.worker.executor;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A job's type: what its payload says, else what its shape tells. */
public final class JobType {

    private JobType() {}

    public static Optional<String> of(JsonNode payload) {
        String stated = payload.path("type").asString("");
        if (!stated.isBlank()) {
            return Optional.of(stated);
        }
        if (payload.has("prompt") || payload.has("messages")) {
            return Optional.of("inference");
        }
        return payload.has("text") || payload.has("texts") ? Optional.of("embedding") : Optional.empty();
    }
}
