package org.aitbc.endtoend.security;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the API documents promise of answers. */
final class Promises {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String COMPONENTS = "components";

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Optional<Schema>> known = new ConcurrentHashMap<>();
    private final List<Promised> all;

    Promises(List<Operation> operations) {
        all = operations.stream()
                .map(one -> new Promised(
                        one,
                        Pattern.compile(one.path().replaceAll("\\{[^}]*}", "[^/?]+") + "(\\?.*)?", Pattern.DOTALL)))
                .sorted(Comparator.comparingInt(one -> one.operation().path().split("\\{", -1).length))
                .toList();
    }

    private record Promised(Operation operation, Pattern target) {}

    /** How an answer is otherwise than its document says; empty if it is not, or nothing is said of such requests. */
    List<String> brokenBy(Request request, Answer answer) {
        return all.stream()
                .filter(one -> one.operation().method().equals(request.method())
                        && one.target().matcher(request.target()).matches())
                .findFirst()
                .map(one -> broken(one.operation(), answer))
                .orElse(List.of());
    }

    private List<String> broken(Operation operation, Answer answer) {
        if (!answer.header("content-type").contains("json") || answer.body().isEmpty()) {
            return List.of();
        }
        JsonNode responses = operation.description().path("responses");
        String status = responses.has("" + answer.status()) ? "" + answer.status() : "default";
        if (answer.status() < 300 && status.equals("default")) {
            return List.of("no document has this status");
        }
        return known.computeIfAbsent(operation.service() + operation.name() + status, _ -> schema(operation, status))
                .map(schema -> broken(schema, JSON.readTree(answer.body())))
                .orElse(List.of("its document has no JSON for " + status));
    }

    /** How the example of a body is otherwise than its schema says. */
    List<String> brokenBy(Operation operation, JsonNode content) {
        return content.has("example")
                ? broken(schema(operation, content), content.path("example"))
                : List.of("it has no example");
    }

    private static List<String> broken(Schema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .limit(5)
                .toList();
    }

    private Optional<Schema> schema(Operation operation, String status) {
        return operation
                .description()
                .path("responses")
                .path(status)
                .path("content")
                .valueStream()
                .findFirst()
                .map(content -> schema(operation, content));
    }

    private Schema schema(Operation operation, JsonNode content) {
        ObjectNode schema = JSON.createObjectNode();
        schema.putArray("allOf").add(content.path("schema").deepCopy());
        schema.set(COMPONENTS, operation.document().path(COMPONENTS).deepCopy());
        return schemas.getSchema(schema);
    }
}
