package org.aitbc.starter.docs;

import com.fasterxml.jackson.annotation.*;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.*;
import java.util.*;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;
import org.springframework.util.ReflectionUtils;

/**
 * Says which members an answer always has, which may be null, and what Javadoc says of them: the document generator does not
 * know JSpecify's {@code @Nullable}.
 */
@SuppressWarnings("rawtypes") // as the classes of the generator have it
final class MemberPresence {

    /** The members that an answer always has, on a schema until the document is complete. */
    static final String ALWAYS = "x-always";

    private final Schema<?> definition;
    private final Set<String> always = new TreeSet<>();

    private MemberPresence(Schema<?> definition) {
        this.definition = definition;
    }

    static void describe(Class<?> type, Schema<?> definition) {
        boolean isDescribed =
                definition.getExtensions() != null && definition.getExtensions().containsKey(ALWAYS);
        if (definition.getProperties() != null && !isDescribed) {
            MemberPresence presence = new MemberPresence(definition);
            presence.members(type);
            definition.addExtension(ALWAYS, presence.always);
        }
    }

    private void members(Class<?> type) {
        Map<String, String> texts = JavadocTexts.of(type);
        boolean omitsNulls = omitsNulls(type);
        ReflectionUtils.doWithFields(type, field -> {
            if (field.isAnnotationPresent(JsonUnwrapped.class)) {
                members(field.getType());
            } else {
                member(field, Nullness.forField(field), omitsNulls, texts.get(field.getName()));
            }
        });
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 0 && method.isAnnotationPresent(JsonProperty.class)) {
                member(method, Nullness.forMethodReturnType(method), omitsNulls, texts.get(method.getName()));
            }
        }
    }

    private <M extends AnnotatedElement & Member> void member(
            M member, Nullness nullness, boolean omitsNulls, @Nullable String text) {
        JsonProperty named = member.getAnnotation(JsonProperty.class);
        String name = named == null || named.value().isEmpty() ? WireNames.of(member.getName()) : named.value();
        Schema<?> schema = definition.getProperties().get(name);
        if (schema == null) {
            return;
        }
        if (schema.getDescription() == null && text != null) {
            schema.setDescription(text);
        }
        boolean isNullable = nullness == Nullness.NULLABLE;
        boolean isOmitted = isNullable && (omitsNulls || omitsNulls(member));
        if (!isOmitted) {
            always.add(name);
        }
        if (isNullable && !isOmitted) {
            definition.getProperties().put(name, orNull(schema));
        }
    }

    private static Schema<?> orNull(Schema<?> member) {
        if (AnyJson.isOpen(member)) {
            return member;
        }
        if (member.get$ref() == null && member.getEnum() == null) {
            if (member.getType() != null) {
                member.setTypes(new LinkedHashSet<>(List.of(member.getType(), Schemas.NULL)));
            }
            return member;
        }
        Schema<?> nothing = new Schema<>();
        nothing.setTypes(Set.of(Schemas.NULL));
        Schema<?> either = new Schema<>().anyOf(List.of(member, nothing)).description(member.getDescription());
        member.setDescription(null);
        return either;
    }

    private static boolean omitsNulls(AnnotatedElement member) {
        JsonInclude include = member.getAnnotation(JsonInclude.class);
        return include != null && include.value() != JsonInclude.Include.ALWAYS;
    }
}
