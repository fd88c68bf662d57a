package org.aitbc.endtoend.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/**
 * JSON after a schema: mostly what the schema allows, much of it at its limits, and now and then what it does not.
 *
 * @param document what references in the schema lead into
 * @param known ids and names that exist
 */
record SchemaValues(JsonNode document, List<String> known, Random random) {

    private static final int DEEPEST = 5;

    /** What a schema does not say: these would wait for a long time, or look up names of hosts. */
    private static final List<String> WAITS = List.of("0", "0", "0", "0", "-1", "2147483648", "\"x\"", "{}", "[0]");

    private static final List<String> URLS = List.of(
            "http://127.0.0.1:9/hook",
            "https://127.0.0.1:9",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:65536/",
            "http://user:secret@127.0.0.1:9/",
            "http://127.0.0.1:9/#fragment",
            "http://[::ffff:127.0.0.1]:9/",
            "http://0177.0.0.1/",
            "ftp://127.0.0.1/",
            "//127.0.0.1",
            "http:// 127.0.0.1/",
            "http://",
            "");

    String of(JsonNode schema) {
        return value("", schema, 0);
    }

    private String value(String name, JsonNode said, int depth) {
        JsonNode schema = resolved(said);
        if (name.equals("max_wait_seconds")) {
            return Hostile.pick(random, WAITS);
        }
        if (random.nextInt(25) == 0) {
            return Hostile.json(random);
        }
        if (schema.has("enum") && random.nextInt(10) > 0) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .toString();
        }
        JsonNode type = schema.path("type");
        // of a type and null, the type
        return switch ((type.isArray() ? type.path(0) : type).asString("object")) {
            case "string" -> name.equals("url") ? JsonText.quoted(Hostile.pick(random, URLS)) : text(schema);
            case "integer" -> number(schema, true);
            case "number" -> number(schema, false);
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "array" -> array(name, schema, depth);
            default -> object(schema, depth);
        };
    }

    private String text(JsonNode schema) {
        int longest = schema.path("maxLength").asInt(64);
        return JsonText.quoted(
                switch (random.nextInt(8)) {
                    case 0 -> "m".repeat(longest);
                    case 1 -> "m".repeat(longest + 1);
                    case 2 -> Hostile.text(random);
                    case 3 -> "AITBC";
                    default -> Hostile.pick(random, known);
                });
    }

    private String number(JsonNode schema, boolean whole) {
        String least = schema.path("minimum").asString("0");
        String most = schema.path("maximum").asString("100");
        return switch (random.nextInt(7)) {
            case 0 -> least;
            case 1 -> most;
            case 2 -> most + "1";
            case 3 -> Hostile.number(random);
            case 4 -> whole ? "7" : "7.12345678";
            default -> "1";
        };
    }

    private String array(String name, JsonNode schema, int depth) {
        int size =
                random.nextInt(200) == 0 ? schema.path("maxItems").asInt(1_000) + random.nextInt(2) : random.nextInt(3);
        String first = value(name, schema.path("items"), depth + 1);
        StringJoiner items = new StringJoiner(",", "[", "]");
        for (int i = 0; i < size; i++) {
            items.add(i < 3 ? value(name, schema.path("items"), depth + 1) : first);
        }
        return items.toString();
    }

    private String object(JsonNode schema, int depth) {
        StringJoiner members = new StringJoiner(",", "{", "}");
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.stringValue()));
        if (depth < DEEPEST) {
            schema.path("properties").forEachEntry((name, property) -> {
                if (name.equals("max_wait_seconds") || random.nextInt(100) < (required.contains(name) ? 97 : 60)) {
                    members.add(JsonText.quoted(name) + ":" + value(name, property, depth + 1));
                }
            });
        }
        if (!schema.has("properties")) {
            members.add("\"type\":" + JsonText.quoted(Hostile.pick(random, known)));
        }
        if (random.nextInt(6) == 0) {
            members.add(JsonText.quoted(Hostile.text(random)) + ":" + Hostile.json(random));
        }
        return members.toString();
    }

    private JsonNode resolved(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolved(document.at(schema.path("$ref").stringValue().substring(1)));
        }
        // of a type and null, the type
        JsonNode some = schema.path("oneOf").isArray() ? schema.path("oneOf") : schema.path("anyOf");
        return some.isEmpty() ? schema : resolved(some.get(schema.has("oneOf") ? random.nextInt(some.size()) : 0));
    }
}
