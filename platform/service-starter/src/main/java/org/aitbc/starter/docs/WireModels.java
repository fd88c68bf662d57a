package org.aitbc.starter.docs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.MapSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.aitbc.domain.json.RawJson;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes types as the wire has them. The document generator reads classes with a mapper of its own, of an older Jackson:
 * it is told of the names, and that JSON which is passed on as it is may be any object.
 */
final class WireModels extends ModelResolver {

    WireModels() {
        super(Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public @Nullable Schema resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        Class<?> raw =
                TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (raw == ObjectNode.class || raw == RawJson.class) {
            return new MapSchema().additionalProperties(true);
        }
        return raw == JsonNode.class ? new ObjectSchema() : super.resolve(type, context, others);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the class has it
    protected Schema _createSchemaForEnum(Class<Enum<?>> type) {
        return WireNames.areLowerCase(type)
                ? new StringSchema()
                        ._enum(Stream.of(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .toList())
                : super._createSchemaForEnum(type);
    }
}
