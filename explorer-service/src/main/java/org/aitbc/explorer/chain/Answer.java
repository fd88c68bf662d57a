package org.aitbc.explorer.chain;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What came of one call of several.
 *
 * @param result missing where it was refused
 */
public record Answer(JsonNode result, @Nullable NodeRefused refused) {

    static Answer of(JsonNode entry) {
        JsonNode error = entry.path("error");
        return error.isObject()
                ? new Answer(
                        MissingNode.getInstance(),
                        new NodeRefused(
                                error.path("code").asInt(0),
                                error.path("message").asString("")))
                : new Answer(entry.path("result"), null);
    }

    /** @throws NodeRefused where it was refused */
    public JsonNode orThrow() {
        if (refused != null) {
            throw refused;
        }
        return result;
    }
}
