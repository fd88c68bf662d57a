package org.aitbc.gateway.pages;

import java.nio.charset.StandardCharsets;
import java.util.*;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Several OpenAPI documents as one. */
final class CombinedDocument {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SCHEMAS = "/components/schemas";

    private CombinedDocument() {}

    /** @param documents by the names of their services: where two use a name for different schemas, the later one's gets the service's name in front */
    static ObjectNode of(List<Map.Entry<String, byte[]>> documents) {
        ObjectNode all = JSON.createObjectNode().put("openapi", "3.1.0");
        all.putObject("info").put("title", "AITBC").put("version", "1");
        for (Map.Entry<String, byte[]> one : documents) {
            String text = new String(one.getValue(), StandardCharsets.UTF_8);
            String prefix = StringUtils.capitalize(one.getKey().replaceFirst("-service$", ""));
            String before;
            // a schema that refers to a renamed one is another one too
            do {
                before = text;
                for (Map.Entry<String, JsonNode> schema :
                        JSON.readTree(before).at(SCHEMAS).properties()) {
                    JsonNode other = all.at(SCHEMAS).path(schema.getKey());
                    if (!other.isMissingNode() && !other.equals(schema.getValue())) {
                        text = renamed(text, schema.getKey(), prefix + schema.getKey());
                    }
                }
            } while (!text.equals(before));
            JsonNode document = JSON.readTree(text);
            document.at(SCHEMAS)
                    .forEachEntry((name, schema) -> all.withObject(SCHEMAS).set(name, schema));
            document.path("paths")
                    .forEachEntry((path, methods) -> all.withObject("/paths").set(path, methods));
            all.set("security", document.path("security"));
            all.withObject("/components").set("securitySchemes", document.at("/components/securitySchemes"));
        }
        return all;
    }

    private static String renamed(String document, String schema, String name) {
        return document.replace(reference(schema), reference(name))
                .replace("\"" + schema + "\":{", "\"" + name + "\":{");
    }

    private static String reference(String schema) {
        return "\"#/components/schemas/" + schema + "\"";
    }
}
