package org.aitbc.starter.request;

import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/** The texts of a body: none has a NUL character, and none is the key of the request, which is nobody's id. */
final class TextMembers extends StringDeserializer {

    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context) {
        String text = super.deserialize(json, context);
        if (text == null) {
            return null;
        }
        if (text.indexOf(NulCharacters.NUL) >= 0) {
            throw new NulCharacters.InMember(json);
        }
        Authentication sender = SecurityContextHolder.getContext().getAuthentication();
        return sender != null && sender.getPrincipal() instanceof Caller caller ? caller.named(text) : text;
    }
}
