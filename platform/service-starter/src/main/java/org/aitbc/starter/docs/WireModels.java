package org.aitbc.starter.docs;

import com.fasterxml.jackson.annotation.*;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.github.therapi.runtimejavadoc.*;
import io.swagger.v3.core.converter.*;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.*;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.aitbc.domain.json.RawJson;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;
import org.springframework.util.*;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes types as the wire has them. The document generator reads classes with a mapper of its own, of an older Jackson,
 * and knows neither JSpecify's {@code @Nullable} nor how ids are written: both are added here, and what the Javadoc of a
 * component says.
 */
@SuppressWarnings("rawtypes") // as the classes of the generator have it
final class WireModels extends ModelResolver {

    /** The members that an answer always has, on a schema until the document is complete. */
    static final String ALWAYS = "x-always";

    private static final String NULL = "null";
    private static final String OURS = "org.aitbc.";
    private static final String REFERENCE = "#/components/schemas/";

    WireModels() {
        super(Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE), new Names());
    }

    /** Types of the same name stay apart: the later one has the name of its controller, or package, in front. */
    private static final class Names extends TypeNameResolver {

        private final Map<String, Class<?>> known = new ConcurrentHashMap<>();

        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            String name = super.nameForClass(type, options);
            if (!type.getName().startsWith(OURS) || known.computeIfAbsent(name, _ -> type) == type) {
                return name;
            }
            Class<?> outer = type.getEnclosingClass();
            return outer == null
                    ? StringUtils.capitalize(type.getPackageName().replaceFirst(".*[.]", "")) + name
                    : outer.getSimpleName().replaceFirst("Controller$", "") + name;
        }
    }

    @Override
    public @Nullable Schema resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        Class<?> raw =
                TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (raw == ObjectNode.class) {
            return new MapSchema().additionalProperties(true);
        }
        if (raw == RawJson.class || raw == JsonNode.class || raw == Object.class) {
            return new Schema<>();
        }
        if (raw == UUID.class) {
            return new StringSchema().pattern("^[0-9a-f]{32}$").example("0193f2a4c7d87a10b2c3d4e5f6a7b8c9");
        }
        Schema<?> schema = super.resolve(type, context, others);
        if (schema != null && raw.getName().startsWith(OURS) && !raw.isEnum()) {
            Schema<?> definition = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels().get(schema.get$ref().replace(REFERENCE, ""));
            if (definition != null && definition.getProperties() != null && !hasMembers(definition)) {
                Set<String> always = new TreeSet<>();
                describe(raw, definition, always);
                definition.addExtension(ALWAYS, always);
            }
        }
        return schema;
    }

    @Override
    protected Schema _createSchemaForEnum(Class<Enum<?>> type) {
        return WireNames.areLowerCase(type)
                ? new StringSchema()
                        ._enum(Stream.of(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .toList())
                : super._createSchemaForEnum(type);
    }

    private static boolean hasMembers(Schema<?> definition) {
        return definition.getExtensions() != null && definition.getExtensions().containsKey(ALWAYS);
    }

    private static void describe(Class<?> type, Schema<?> definition, Set<String> always) {
        Map<String, String> texts = texts(type);
        boolean omitsNulls = omitsNulls(type);
        ReflectionUtils.doWithFields(type, field -> {
            if (field.isAnnotationPresent(JsonUnwrapped.class)) {
                describe(field.getType(), definition, always);
                return;
            }
            String name = name(field, field.getName());
            describe(
                    definition,
                    name,
                    Nullness.forField(field) == Nullness.NULLABLE,
                    omitsNulls || omitsNulls(field),
                    always);
            Schema<?> member = definition.getProperties().get(name);
            String text = texts.get(field.getName());
            if (member != null && member.get$ref() == null && member.getDescription() == null && text != null) {
                member.setDescription(text);
            }
        });
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 0 && method.isAnnotationPresent(JsonProperty.class)) {
                describe(
                        definition,
                        name(method, method.getName()),
                        Nullness.forMethodReturnType(method) == Nullness.NULLABLE,
                        omitsNulls || omitsNulls(method),
                        always);
            }
        }
    }

    private static void describe(
            Schema<?> definition, String name, boolean nullable, boolean omitted, Set<String> always) {
        Schema<?> member = definition.getProperties().get(name);
        if (member == null) {
            return;
        }
        if (!(nullable && omitted)) {
            always.add(name);
        }
        if (nullable && !omitted) {
            definition.getProperties().put(name, orNull(member));
        }
    }

    private static Schema<?> orNull(Schema<?> member) {
        if (member.get$ref() == null && member.getEnum() == null && member.getType() != null) {
            member.setTypes(new LinkedHashSet<>(List.of(member.getType(), NULL)));
            return member;
        }
        if (member.get$ref() == null && member.getEnum() == null) {
            return member;
        }
        Schema<?> nothing = new Schema<>();
        nothing.setTypes(Set.of(NULL));
        return new Schema<>().anyOf(List.of(member, nothing)).description(member.getDescription());
    }

    private static String name(AnnotatedElement member, String name) {
        JsonProperty named = member.getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? WireNames.of(name) : named.value();
    }

    private static boolean omitsNulls(AnnotatedElement member) {
        JsonInclude include = member.getAnnotation(JsonInclude.class);
        return include != null && include.value() != JsonInclude.Include.ALWAYS;
    }

    /** What the Javadoc says of the components of a record and the fields of a class, by their names. */
    private static Map<String, String> texts(Class<?> type) {
        ClassJavadoc javadoc = RuntimeJavadoc.getJavadoc(type);
        Map<String, String> texts = new HashMap<>();
        javadoc.getRecordComponents().forEach(one -> texts.put(one.getName(), text(one.getComment())));
        javadoc.getFields().forEach(one -> texts.put(one.getName(), text(one.getComment())));
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    private static String text(Comment comment) {
        ToHtmlStringCommentVisitor words = new ToHtmlStringCommentVisitor() {
            @Override
            public void inlineTag(String name, String value) {
                buf.append(value);
            }

            @Override
            public void inlineLink(Link link) {
                buf.append(link.getLabel());
            }
        };
        comment.visit(words);
        return StringUtils.capitalize(words.build().replaceAll("\\s+", " ").strip());
    }
}
