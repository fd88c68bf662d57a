package org.aitbc.starter.docs;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Describes members and parameters that do not say themselves what they are, by their names: {@code docs/members.properties}. */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the classes of the document have it
final class MemberTable implements OpenApiCustomizer {

    private final Properties rows = new Properties();

    MemberTable() {
        try (var file = MemberTable.class.getResourceAsStream("/docs/members.properties")) {
            rows.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An example of a member, as text or JSON. */
    @Nullable
    String example(String member) {
        return rows.getProperty(member + ".example");
    }

    private @Nullable String description(String name) {
        return rows.getProperty(name, rows.getProperty(WireNames.of(name)));
    }

    @Override
    public void customise(OpenAPI api) {
        Map<String, Schema> types = api.getComponents().getSchemas();
        Schemas.visitAll(api, schema -> {
            if (schema.getProperties() != null) {
                schema.getProperties().forEach((name, member) -> {
                    boolean isSaid = member.getDescription() != null
                            || Schemas.name(member)
                                    .map(types::get)
                                    .map(Schema::getDescription)
                                    .isPresent();
                    if (!isSaid) {
                        member.setDescription(description(name));
                    }
                });
            }
        });
        Schemas.operations(api).flatMap(Schemas::parameters).forEach(one -> {
            if (one.getDescription() == null) {
                one.setDescription(rows.getProperty(one.getIn() + "." + one.getName(), description(one.getName())));
            }
        });
    }
}
