package org.aitbc.starter.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.springframework.web.servlet.HandlerInterceptor;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * PostgreSQL keeps no U+0000 in texts, so none is taken in parameters and bodies. Open JSON, which is kept as it is, may have
 * it; so may a text whose {@code @JsonDeserialize} names Jackson's own deserializer.
 */
public final class NulCharacters {

    public static final String MESSAGE = "holds a NUL character";

    static final char NUL = '\0';
    private static final String ENCODED = "%00";

    private NulCharacters() {}

    /** A query parameter has one. */
    public static final class InParameter extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String name;

        InParameter(String name) {
            super(MESSAGE);
            this.name = name;
        }

        public String name() {
            return name;
        }
    }

    /** A member of a body has one. */
    public static final class InMember extends MismatchedInputException {

        private static final long serialVersionUID = 1;

        InMember(JsonParser json) {
            super(json, MESSAGE, String.class);
        }
    }

    static final class Parameters implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            String query = request.getQueryString();
            if (query != null && query.contains(ENCODED)) {
                request.getParameterMap().forEach((name, values) -> {
                    if (Stream.of(values).anyMatch(value -> value.indexOf(NUL) >= 0)) {
                        throw new InParameter(name);
                    }
                });
            }
            return true;
        }
    }
}
