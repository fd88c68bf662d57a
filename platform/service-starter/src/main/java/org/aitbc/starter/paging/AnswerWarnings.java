package org.aitbc.starter.paging;

import java.util.List;
import org.aitbc.domain.json.RawJson;
import org.aitbc.starter.request.Warnings;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the {@link Warnings} of a request: in the member {@code warnings} of an answer that is a JSON object, in the header
 * {@code X-Warnings} of any other.
 */
@ControllerAdvice
final class AnswerWarnings implements ResponseBodyAdvice<Object> {

    private static final String HEADER = "X-Warnings";

    private final JsonMapper json;

    AnswerWarnings(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        List<String> warnings = Warnings.current();
        if (warnings.isEmpty() || body instanceof ProblemDetail) {
            return body;
        }
        String text =
                JacksonJsonHttpMessageConverter.class.isAssignableFrom(converter) ? json.writeValueAsString(body) : "";
        if (!text.startsWith("{")) {
            response.getHeaders().set(HEADER, warnings.getFirst());
            return body;
        }
        // as text, so that numbers stay as the answer's own serializers write them
        String members = text.substring(0, text.length() - 1);
        return new RawJson(members + (members.length() > 1 ? "," : "") + "\"warnings\":"
                + json.writeValueAsString(warnings) + "}");
    }
}
