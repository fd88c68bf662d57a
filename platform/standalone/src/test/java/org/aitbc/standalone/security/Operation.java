package org.aitbc.standalone.security;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * An operation of a service's OpenAPI document.
 *
 * @param path with names in braces
 * @param document the whole document, which the description refers to
 */
record Operation(String service, String method, String path, JsonNode description, JsonNode document) {

    static Operation of(String service, String method, String path, JsonNode description, JsonNode document) {
        return new Operation(service, method.toUpperCase(Locale.ROOT), path, description, document);
    }

    /** As the access table names it. */
    String name() {
        return method + " " + path;
    }
}
