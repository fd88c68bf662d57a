package org.aitbc.starter.docs;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** JSON that may be anything has a schema without a type; the generator says that it is an object. */
final class AnyJson implements OpenApiCustomizer {

    private static final String OPEN = "x-open";

    static Schema<?> schema() {
        Schema<?> schema = new Schema<>();
        schema.addExtension(OPEN, true);
        return schema;
    }

    static boolean isOpen(Schema<?> schema) {
        return schema.getExtensions() != null && schema.getExtensions().containsKey(OPEN);
    }

    @Override
    public void customise(OpenAPI api) {
        Schemas.visitAll(api, schema -> {
            if (isOpen(schema)) {
                schema.setType(null);
                schema.setTypes(null);
                schema.getExtensions().remove(OPEN);
            }
        });
    }
}
