package org.aitbc.starter.request;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.aitbc.domain.json.UnknownMembers;
import org.aitbc.domain.text.SpellingSuggestion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.MismatchedInputException;

/** Does with unknown members of bodies what their type's {@link UnknownMembers} says. */
public final class UnknownMemberHandler extends DeserializationProblemHandler {

    private static final int LONGEST = 64;
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_.-]");

    UnknownMemberHandler() {}

    /** A member is none that its object may have. */
    public static final class Refused extends MismatchedInputException {

        private static final long serialVersionUID = 1;

        private Refused(JsonParser json, String message, Class<?> type) {
            super(json, message, type);
        }
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser json,
            @Nullable ValueDeserializer<?> reader,
            Object bean,
            String name) {
        Class<?> type = bean instanceof Class<?> itself ? itself : bean.getClass();
        UnknownMembers rule = type.getAnnotation(UnknownMembers.class);
        if (rule != null) {
            List<String> known = names(reader);
            if (rule.refused() && !List.of(rule.older()).contains(name)) {
                throw new Refused(json, "is unknown: " + SpellingSuggestion.of(name, known), type)
                        .prependPath(type, readable(name));
            }
            Warnings.add(readable(name) + ": unknown, and ignored"
                    + SpellingSuggestion.nearest(name, known)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        }
        return false;
    }

    private static List<String> names(@Nullable ValueDeserializer<?> reader) {
        return reader == null || reader.getKnownPropertyNames() == null
                ? List.of()
                : reader.getKnownPropertyNames().stream().map(Objects::toString).toList();
    }

    /** What any header and any log can show. */
    private static String readable(String name) {
        return ODD.matcher(name.substring(0, Math.min(LONGEST, name.length()))).replaceAll("?");
    }
}
