package org.aitbc.starter.docs;

import io.swagger.v3.oas.models.*;
import io.swagger.v3.oas.models.media.*;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.*;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a document's schemas. */
@SuppressWarnings("rawtypes") // as the classes of the document have it
final class Schemas {

    static final String NULL = "null";

    private static final String REFERENCE = "#/components/schemas/";

    private Schemas() {}

    static Schema<?> reference(String name) {
        return new Schema<>().$ref(REFERENCE + name);
    }

    /** The name that a schema refers to. */
    static Optional<String> name(Schema<?> schema) {
        return Optional.ofNullable(schema.get$ref()).map(reference -> reference.substring(REFERENCE.length()));
    }

    /** The schemas directly in one. */
    static Stream<Schema> parts(Schema<?> schema) {
        Stream<Schema> members =
                schema.getProperties() == null ? Stream.of() : schema.getProperties().values().stream();
        Stream<Schema> values = Stream.of(schema.getItems(), schema.getAdditionalProperties())
                .filter(Schema.class::isInstance)
                .map(Schema.class::cast);
        Stream<Schema> others = Stream.of(schema.getAnyOf(), schema.getAllOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(List::stream);
        return Stream.of(members, values, others).flatMap(all -> all);
    }

    static Stream<Operation> operations(OpenAPI api) {
        return api.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    static Stream<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? Stream.of() : operation.getParameters().stream();
    }

    static Stream<MediaType> request(Operation operation) {
        return operation.getRequestBody() == null
                ? Stream.of()
                : contents(operation.getRequestBody().getContent());
    }

    static Stream<MediaType> answers(Operation operation) {
        return operation.getResponses().values().stream().flatMap(answer -> contents(answer.getContent()));
    }

    /** Visits each schema of a document once, wherever it is. */
    static void visitAll(OpenAPI api, Consumer<Schema<?>> visitor) {
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        api.getComponents().getSchemas().values().forEach(schema -> visit(schema, visitor, seen));
        operations(api).forEach(operation -> {
            parameters(operation).forEach(one -> visit(one.getSchema(), visitor, seen));
            Stream.concat(request(operation), answers(operation))
                    .forEach(content -> visit(content.getSchema(), visitor, seen));
        });
    }

    private static void visit(@Nullable Schema<?> schema, Consumer<Schema<?>> visitor, Set<Schema> seen) {
        if (schema != null && seen.add(schema)) {
            visitor.accept(schema);
            parts(schema).forEach(part -> visit(part, visitor, seen));
        }
    }

    static Stream<MediaType> contents(@Nullable Content content) {
        return content == null ? Stream.of() : content.values().stream();
    }
}
