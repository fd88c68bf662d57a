package org.aitbc.starter.docs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.*;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.*;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.json.RawJson;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes types as the wire has them. The document generator reads classes with a mapper of its own, of an older Jackson,
 * and does not know how ids and open JSON are written.
 */
@SuppressWarnings("rawtypes") // as the classes of the generator have it
final class WireModels extends ModelResolver {

    WireModels() {
        super(Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE), new TypeNames());
    }

    static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("org.aitbc.");
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
            return AnyJson.schema();
        }
        if (raw == UUID.class) {
            return new StringSchema().pattern("^[0-9a-f]{32}$").example(Examples.ID);
        }
        Schema<?> schema = super.resolve(type, context, others);
        if (schema != null && isOurs(raw) && !raw.isEnum()) {
            MemberPresence.describe(
                    raw,
                    Schemas.name(schema)
                            .<Schema<?>>map(context.getDefinedModels()::get)
                            .orElse(schema));
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
}
