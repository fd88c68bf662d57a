package org.aitbc.starter.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.*;
import io.swagger.v3.oas.models.media.*;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.regex.Pattern;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives each JSON body and each parameter that is required an example: of a request what it needs, so that it may be sent as it
 * is, and of an answer what it always has. The table has examples by the names of members, and by the ids of operations.
 */
@SuppressWarnings("rawtypes") // as the classes of the document have it
final class Examples implements OpenApiCustomizer {

    private static final int DEEPEST = 6;
    private static final String TIME = "2026-01-31T12:00:00Z";
    static final String ID = "0193f2a4c7d87a10b2c3d4e5f6a7b8c9";
    private static final Duration AHEAD = Duration.ofDays(30);
    private static final Set<String> ENDS = Set.of("deadline", "expires_at", "valid_until");
    private static final Pattern CHOICE = Pattern.compile("([(][?]i[)])?\\w+([|]\\w+)+");
    private static final JsonMapper JSON = new JsonMapper();
    /** Of the generator's Jackson, whose own mapper leaves nulls out. */
    private static final ObjectMapper NODES = new ObjectMapper();

    private final MemberTable table;

    Examples(MemberTable table) {
        this.table = table;
    }

    @Override
    public void customise(OpenAPI api) {
        Map<String, Schema> types = api.getComponents().getSchemas();
        Schemas.operations(api).forEach(operation -> {
            Body request = new Body(types, true);
            Schemas.request(operation).forEach(content -> complete(content, request, operation.getOperationId()));
            Schemas.parameters(operation)
                    .filter(one -> one.getExample() == null)
                    .forEach(one -> one.setExample(example(one, request)));
            operation.getResponses().forEach((status, answer) -> {
                if (status.startsWith("2") && answer.getContent() != null) {
                    answer.getContent().values().forEach(content -> complete(content, new Body(types, false), ""));
                }
            });
        });
    }

    private @Nullable Object example(Parameter parameter, Body request) {
        String own = table.example(parameter.getIn() + "." + parameter.getName());
        boolean isRequired = Boolean.TRUE.equals(parameter.getRequired());
        return own == null && isRequired
                ? request.value(WireNames.of(parameter.getName()), parameter.getSchema(), 0)
                : own;
    }

    private static void complete(MediaType content, Body body, String name) {
        if (content.getExample() == null && content.getExamples() == null && content.getSchema() != null) {
            content.setExample(NODES.valueToTree(body.value(name, content.getSchema(), 0)));
        }
    }

    /** What an example is made for. */
    private final class Body {

        private final Map<String, Schema> types;
        private final boolean isRequest;

        Body(Map<String, Schema> types, boolean isRequest) {
            this.types = types;
            this.isRequest = isRequest;
        }

        @Nullable
        Object value(String name, Schema<?> said, int depth) {
            Schema<?> schema = resolved(said);
            String type = type(schema);
            if (schema.getExample() != null) {
                return schema.getExample();
            }
            if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
                return schema.getEnum().getFirst();
            }
            // inside of a body, an object with members of its own is another one than the open one of that name
            Object known = depth == 0 || schema.getProperties() == null ? known(name, type) : null;
            if (known != null && !isBelow(known, schema.getMinimum())) {
                return known;
            }
            return switch (type) {
                case "string" -> text(name, schema);
                case "integer", "number" -> number(schema);
                case "boolean" -> true;
                case "array" ->
                    schema.getItems() == null || depth > DEEPEST
                            ? List.of()
                            : List.of(Objects.requireNonNull(value(name, schema.getItems(), depth + 1)));
                default -> members(schema, depth);
            };
        }

        private Map<String, @Nullable Object> members(Schema<?> schema, int depth) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            if (schema.getProperties() != null && depth <= DEEPEST) {
                schema.getProperties().forEach((name, member) -> {
                    boolean isRequired =
                            schema.getRequired() != null && schema.getRequired().contains(name);
                    if (isRequired || (isRequest && !mayBeNull(member))) {
                        members.put(name, !isRequest && mayBeNull(member) ? null : value(name, member, depth + 1));
                    }
                });
            }
            return members;
        }

        private Schema<?> resolved(Schema<?> said) {
            if (said.getExample() != null) {
                return said;
            }
            List<Schema> choice = said.getAnyOf() == null ? said.getOneOf() : said.getAnyOf();
            return choice == null
                    ? Schemas.name(said)
                            .map(types::get)
                            .<Schema<?>>map(this::resolved)
                            .orElse(said)
                    : resolved(choice.getFirst());
        }
    }

    private static boolean isBelow(Object value, @Nullable BigDecimal minimum) {
        return value instanceof Number && minimum != null && new BigDecimal(value.toString()).compareTo(minimum) < 0;
    }

    /** The table's example, where it is of the type. */
    private @Nullable Object known(String name, String type) {
        String text = table.example(name);
        if (text == null || type.equals("string")) {
            return text;
        }
        Object value = parsed(text);
        return switch (type) {
            case "integer", "number" -> value instanceof Number ? value : null;
            case "array" -> value instanceof List ? value : null;
            case "object" -> value instanceof Map ? value : null;
            case "boolean" -> value instanceof Boolean ? value : null;
            default -> value;
        };
    }

    private static Object parsed(String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JacksonException noJson) {
            return text;
        }
    }

    private static Object text(String name, Schema<?> schema) {
        if ("date-time".equals(schema.getFormat())) {
            return ENDS.contains(name)
                    ? Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.DAYS).toString()
                    : TIME;
        }
        if (name.equals("id") || name.endsWith("_id")) {
            return ID;
        }
        if (schema.getPattern() != null && CHOICE.matcher(schema.getPattern()).matches()) {
            return schema.getPattern().replace("(?i)", "").replaceFirst("[|].*", "");
        }
        String text = "date".equals(schema.getFormat()) ? TIME.substring(0, 10) : "text";
        return schema.getMinLength() != null && schema.getMinLength() > text.length()
                ? "x".repeat(schema.getMinLength())
                : text;
    }

    /** One, or the number next to it that is allowed. */
    private static Object number(Schema<?> schema) {
        BigDecimal number = BigDecimal.ONE;
        if (schema.getExclusiveMinimumValue() != null) {
            number = number.max(schema.getExclusiveMinimumValue().add(BigDecimal.ONE));
        }
        if (schema.getMinimum() != null) {
            number = number.max(schema.getMinimum());
        }
        return schema.getMaximum() == null ? number : number.min(schema.getMaximum());
    }

    private static String type(Schema<?> schema) {
        if (schema.getType() != null) {
            return schema.getType();
        }
        return schema.getTypes() == null
                ? ""
                : schema.getTypes().stream()
                        .filter(type -> !type.equals(Schemas.NULL))
                        .findFirst()
                        .orElse(Schemas.NULL);
    }

    private static boolean mayBeNull(Schema<?> schema) {
        boolean isSelf = schema.getTypes() != null && schema.getTypes().contains(Schemas.NULL);
        return isSelf
                || (schema.getAnyOf() != null && schema.getAnyOf().stream().anyMatch(Examples::mayBeNull));
    }
}
