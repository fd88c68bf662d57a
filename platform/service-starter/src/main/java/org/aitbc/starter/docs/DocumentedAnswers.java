package org.aitbc.starter.docs;

import io.swagger.v3.oas.models.*;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.*;
import io.swagger.v3.oas.models.responses.*;
import java.util.*;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.util.StringUtils;

/**
 * Completes a document: what an answer always has is {@code required} in it, answers that may say so have {@code warnings},
 * refusals are problem JSON, operations are named by method and path and tagged by router, and those that are open say that they
 * need no key.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the classes of the document have it
final class DocumentedAnswers implements OpenApiCustomizer {

    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_JSON = "application/problem+json";

    private final BiPredicate<String, String> isOpen;

    /** @param isOpen whether anybody may call a method and path */
    DocumentedAnswers(BiPredicate<String, String> isOpen) {
        this.isOpen = isOpen;
    }

    @Override
    public void customise(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Set<String> asked = new HashSet<>();
        Schemas.operations(api)
                .flatMap(Schemas::request)
                .forEach(content -> reach(content.getSchema(), schemas, asked));
        schemas.forEach((name, schema) -> {
            Object always = schema.getExtensions() == null
                    ? null
                    : schema.getExtensions().remove(MemberPresence.ALWAYS);
            if (always instanceof Set<?> names && !asked.contains(name)) {
                schema.setRequired(names.stream().map(Object::toString).toList());
            }
        });
        Schemas.operations(api)
                .filter(WireOperations::takeWarning)
                .flatMap(DocumentedAnswers::successes)
                .forEach(answer -> addWarnings(answer, schemas));
        schemas.put(PROBLEM, problem());
        api.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> complete(method, path, operation)));
    }

    private static Stream<Schema> successes(Operation operation) {
        return operation.getResponses().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .flatMap(answer -> Schemas.contents(answer.getValue().getContent()))
                .map(MediaType::getSchema)
                .filter(Objects::nonNull);
    }

    private static void addWarnings(Schema<?> answer, Map<String, Schema> schemas) {
        Schema<?> said = Schemas.name(answer).<Schema<?>>map(schemas::get).orElse(answer);
        if (said.getProperties() != null) {
            said.getProperties().putIfAbsent("warnings", new ArraySchema().items(new StringSchema()));
        }
        Stream.of(said.getOneOf(), said.getAnyOf())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(one -> addWarnings(one, schemas));
    }

    private void complete(HttpMethod method, String path, Operation operation) {
        operation.setOperationId(name(method, path));
        List<String> tags = Objects.requireNonNullElse(operation.getTags(), List.of());
        if (tags.stream().allMatch(tag -> tag.endsWith("-controller"))) {
            operation.setTags(List.of(router(path)));
        }
        ApiResponses answers = operation.getResponses();
        if (isOpen.test(method.name(), path)) {
            operation.setSecurity(List.of());
        } else {
            refuse(answers, "401", "No valid API key");
            refuse(answers, "403", "The key's role or principal may not do this");
        }
        if (path.contains("{")) {
            refuse(answers, "404", "There is no such thing, or it is not the caller's");
        }
        if (operation.getRequestBody() != null || operation.getParameters() != null) {
            refuse(answers, "422", "A value is not acceptable: detail and errors name it");
        }
        refuse(answers, "default", "Refused: code names the reason");
        answers.forEach((status, answer) -> {
            boolean isRefusal = status.startsWith("4") || status.startsWith("5");
            if (isRefusal && (answer.getContent() == null || answer.getContent().isEmpty())) {
                answer.setContent(problemContent());
            }
        });
    }

    private static void refuse(ApiResponses answers, String status, String description) {
        answers.putIfAbsent(status, new ApiResponse().description(description).content(problemContent()));
    }

    private static Content problemContent() {
        return new Content().addMediaType(PROBLEM_JSON, new MediaType().schema(Schemas.reference(PROBLEM)));
    }

    private static Schema<?> problem() {
        Schema<?> error = new ObjectSchema()
                .addProperty("field", new StringSchema().example("payment_amount"))
                .addProperty("message", new StringSchema().example("must be greater than 0"))
                .addProperty("code", new StringSchema().description("Such as missing, type or constraint"));
        return new ObjectSchema()
                .description("A refusal, as of RFC 9457")
                .addProperty("type", new StringSchema().description("A URI; code says more"))
                .addProperty("title", new StringSchema().description("The status in words"))
                .addProperty("status", new IntegerSchema().description("As of the answer"))
                .addProperty("detail", new StringSchema().description("For people; may change"))
                .addProperty("instance", new StringSchema().description("The path that was asked"))
                .addProperty("code", new StringSchema().description("For programs; does not change"))
                .addProperty("request_id", new StringSchema().description("As in the logs of the suite"))
                .addProperty("errors", new ArraySchema().items(error).description("The values that are not acceptable"))
                .required(List.of("status", "code", "request_id"));
    }

    /** The tag of an operation that names none: {@code governance_enhanced} of {@code /v1/governance-enhanced/status}. */
    private static String router(String path) {
        return path.replaceFirst("^/v1", "").split("/", 3)[1].replace('-', '_');
    }

    /** Such as {@code getJobsByJobIdResult}. */
    private static String name(HttpMethod method, String path) {
        return Stream.of(path.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("v1"))
                .map(part -> part.startsWith("{") ? "by-" + part.substring(1, part.length() - 1) : part)
                .flatMap(part -> Stream.of(part.split("[^A-Za-z0-9]+")))
                .map(StringUtils::capitalize)
                .collect(Collectors.joining("", method.name().toLowerCase(Locale.ROOT), ""));
    }

    private static void reach(@Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> reached) {
        if (schema != null) {
            Schemas.name(schema).filter(reached::add).ifPresent(name -> reach(schemas.get(name), schemas, reached));
            Schemas.parts(schema).forEach(part -> reach(part, schemas, reached));
        }
    }
}
