package org.aitbc.ai.jobtype;

import com.fasterxml.jackson.core.type.TypeReference;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Describes payloads and results by type, as job-types.json has them. */
@Component
@SuppressWarnings({"rawtypes", "unchecked"}) // as the classes of the document have it
class JobTypeSchemas implements OpenApiCustomizer {

    private final Map<String, Schema> described = read();

    @Override
    public void customise(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        schemas.putAll(described);
        refine(schemas, "JobCreate", "payload", "JobPayload");
        refine(schemas, "JobResult", "result", "JobOutput");
    }

    private static void refine(Map<String, Schema> schemas, String name, String member, String type) {
        Schema<?> schema = Objects.requireNonNull(schemas.get(name));
        Schema<?> open = Objects.requireNonNull(schema.getProperties().get(member));
        Schema<?> nothing = new Schema<>();
        nothing.setTypes(Set.of("null"));
        schema.addProperty(
                member,
                new Schema<>()
                        .anyOf(List.of(new Schema<>().$ref("#/components/schemas/" + type), nothing))
                        .description(open.getDescription()));
    }

    private static Map<String, Schema> read() {
        try (InputStream file = new ClassPathResource("job-types.json").getInputStream()) {
            return Json31.mapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
